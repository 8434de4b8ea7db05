package dev.insight.examples.lab;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be made to go wrong, by the names of the causes that diagnosis knows; and what only looks like it. */
public enum FaultKind {
    /**
     * The hop's host is busy for the value again and again, and calls wait: {@code by=work} that comes as calls do, unless
     * said otherwise, {@code by=burn}, threads beside the hop's, or {@code by=threads}, of which it has one, held without
     * using CPU.
     */
    HOP_OVERLOADED("40ms", "by"),
    /** The hop waits for the value before it goes on, without holding a thread. */
    HOP_SLOW("40ms"),
    /** The hop answers with the status code named by the value, {@code share} of the calls. */
    HOP_FAILING("UNAVAILABLE", "share"),
    /** The hop's process is gone: connections are reset and refused. */
    HOP_DOWN(null),
    /**
     * Towards the second end, the link is slower by the value, by random {@code jitter}, has {@code loss} or less {@code bandwidth};
     * bit by bit if {@code ramp} says over which time.
     */
    LINK_DEGRADED("+60ms", "jitter", "loss", "bandwidth", "ramp"),
    /** Nothing arrives any more, either way. */
    LINK_DOWN(null),
    SERVICE_SLOW("40ms"),
    SERVICE_FAILING("UNAVAILABLE", "share"),
    /**
     * The names the region's prober calls do not resolve. Who has resolved them before keeps the answer, as gRPC does: cold
     * probes feel it at once, warm ones when they begin.
     */
    DNS_FAILING(null),
    /**
     * The gateway shows a certificate that is {@code expired} or {@code untrusted}; its connections are cut, since who is
     * connected sees none. Mediaries may come back by a session they resume, which shows them none either; probers do not
     * resume.
     */
    TLS_FAILING("expired"),
    /** The whole process stands still for about the value, again and again: the lab has no prober with a process of its own. */
    PROBER_IMPAIRED("200ms"),
    /** The hop's host computes at low priority, for the value at a time: no call feels it, and there is nothing to say. */
    HOST_BUSY("5ms");

    private final @Nullable String defaultValue;

    @SuppressWarnings("ImmutableEnumChecker") // It is List.of's.
    private final List<String> settings;

    FaultKind(@Nullable String defaultValue, String... settings) {
        this.defaultValue = defaultValue;
        this.settings = List.of(settings);
    }

    /** What every kind takes. */
    static final List<String> COMMON = List.of("after", "for", "flap");

    /** The kind as faults are written. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Nullable
    String defaultValue() {
        return defaultValue;
    }

    /** Names of the settings it takes beside its value. */
    List<String> settings() {
        return settings;
    }

    static FaultKind of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no fault \"" + label + "\"; there are "
                        + Arrays.stream(values()).map(FaultKind::label).collect(Collectors.joining(", "))));
    }
}
