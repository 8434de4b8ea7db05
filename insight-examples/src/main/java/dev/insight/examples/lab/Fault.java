package dev.insight.examples.lab;

import dev.insight.runner.config.DurationText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something to go wrong in a {@link Lab}. Immutable.
 *
 * @param kind what goes wrong
 * @param component where: a hop's name, {@code a>b} for a link, {@code prober-REGION}
 * @param value how much, or null where the kind has no value
 * @param settings further values by their names
 * @param after how long after it is injected it begins
 * @param length how long it lasts; null for until the lab ends
 */
public record Fault(
        FaultKind kind,
        String component,
        @Nullable String value,
        Map<String, String> settings,
        Duration after,
        @Nullable Duration length) {
    private static final String FORM = "KIND@COMPONENT[=VALUE][,after=10s,for=30s,flap=15s]";
    /** A link that has one of these has no delay of its own. */
    private static final Set<String> WEATHER = Set.of("jitter", "loss", "bandwidth");

    public Fault {
        Objects.requireNonNull(kind, "kind == null");
        Objects.requireNonNull(component, "component == null");
        settings = Map.copyOf(settings);
    }

    /**
     * Reads a fault as {@code KIND@COMPONENT[=VALUE][,NAME=VALUE…]}, such as {@code hop_slow@mediary-sg=40ms,for=30s} or
     * {@code link_degraded@mediary-eu>mediary-sg=jitter=20ms,loss=1%}.
     *
     * @throws IllegalArgumentException when it cannot be read, with what would be right
     */
    public static Fault parse(String text) {
        try {
            return read(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("fault \"" + text + "\": " + e.getMessage(), e);
        }
    }

    private static Fault read(String text) {
        int at = text.indexOf('@');
        if (at <= 0) {
            throw new IllegalArgumentException("must be " + FORM);
        }
        FaultKind kind = FaultKind.of(text.substring(0, at));
        String[] items = text.substring(at + 1).split("[=,]", 2);
        String component = items[0];
        if (component.isEmpty()) {
            throw new IllegalArgumentException("must be " + FORM);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        String value = items.length == 1 ? null : settings(kind, items[1], settings);
        Duration after = Amounts.duration("after", settings.getOrDefault("after", "0s"));
        String length = settings.get("for");
        settings.keySet().removeIf(key -> key.equals("after") || key.equals("for"));
        if (value == null && settings.keySet().stream().noneMatch(WEATHER::contains)) {
            value = kind.defaultValue();
        }
        Fault fault = new Fault(
                kind, component, value, settings, after, length == null ? null : Amounts.duration("for", length));
        fault.check();
        return fault;
    }

    /** Reads {@code VALUE}, {@code NAME=VALUE} and mixes of both. Returns the nameless one, or null. */
    private static @Nullable String settings(FaultKind kind, String text, Map<String, String> settings) {
        String value = null;
        for (String item : text.split(",", -1)) {
            int equals = item.indexOf('=');
            if (equals < 0) {
                if (value != null || kind.defaultValue() == null) {
                    throw new IllegalArgumentException(
                            kind.label() + " takes " + (value == null ? "no" : "one") + " value: \"" + item + "\"");
                }
                value = item;
                continue;
            }
            String name = item.substring(0, equals);
            if (!FaultKind.COMMON.contains(name) && !kind.settings().contains(name)) {
                throw new IllegalArgumentException("\"" + name + "\" is no setting of " + kind.label()
                        + "; it takes " + String.join(", ", FaultKind.COMMON)
                        + String.join(
                                "",
                                kind.settings().stream()
                                        .map(each -> ", " + each)
                                        .toList()));
            }
            if (settings.put(name, item.substring(equals + 1)) != null) {
                throw new IllegalArgumentException(name + " is given twice");
            }
        }
        return value;
    }

    /** Throws when a value cannot be what its kind needs. */
    private void check() {
        switch (kind) {
            case HOP_OVERLOADED -> {
                duration();
                by();
            }
            case HOST_BUSY, HOP_SLOW, SERVICE_SLOW, PROBER_IMPAIRED -> duration();
            case HOP_FAILING, SERVICE_FAILING -> {
                Amounts.code(needed());
                share();
            }
            case LINK_DEGRADED -> {
                weather();
                ramp();
            }
            case TLS_FAILING -> {
                if (!needed().equals("expired") && !needed().equals("untrusted")) {
                    throw new IllegalArgumentException("value must be expired or untrusted: \"" + value + "\"");
                }
            }
            case HOP_DOWN, LINK_DOWN, DNS_FAILING -> {}
        }
        flap();
    }

    /** What overloads: {@code work}, {@code burn} or {@code threads}. */
    String by() {
        String by = settings.getOrDefault("by", "work");
        if (!List.of("work", "burn", "threads").contains(by)) {
            throw new IllegalArgumentException("by must be work, burn or threads: \"" + by + "\"");
        }
        return by;
    }

    /** Over which time it grows to what it will be; zero for at once. */
    Duration ramp() {
        return Amounts.duration("ramp", settings.getOrDefault("ramp", "0s"));
    }

    /** How long it is on and then off, in turn; zero for on all the time. */
    Duration flap() {
        return Amounts.duration("flap", settings.getOrDefault("flap", "0s"));
    }

    /** The value as a time. */
    Duration duration() {
        return Amounts.duration("value", needed());
    }

    /** Which part of the calls is concerned, 0 to 1. */
    double share() {
        return Amounts.share("share", settings.getOrDefault("share", "100%"));
    }

    /** What the link suffers towards its second end. */
    Weather weather() {
        return new Weather(
                value == null ? 0 : duration().toNanos(),
                Amounts.duration("jitter", settings.getOrDefault("jitter", "0s"))
                        .toNanos(),
                Amounts.share("loss", settings.getOrDefault("loss", "0%")),
                settings.containsKey("bandwidth")
                        ? Amounts.bytesPerSecond("bandwidth", settings.getOrDefault("bandwidth", ""))
                        : 0,
                true);
    }

    private String needed() {
        return Objects.requireNonNull(value, "value == null");
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(kind.label()).append('@').append(component);
        if (value != null) {
            text.append('=').append(value);
        }
        new TreeMap<>(settings)
                .forEach((name, setting) ->
                        text.append(',').append(name).append('=').append(setting));
        if (!after.isZero()) {
            text.append(",after=").append(DurationText.format(after));
        }
        if (length != null) {
            text.append(",for=").append(DurationText.format(length));
        }
        return text.toString();
    }
}
