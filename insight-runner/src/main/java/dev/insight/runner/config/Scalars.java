package dev.insight.runner.config;

import dev.insight.runner.load.HostName;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;

/** The forms of single values that need no file. */
final class Scalars {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Pattern METHOD = Pattern.compile("[A-Za-z0-9_.]+/[A-Za-z0-9_]+");

    private static final Pattern SHARE = Pattern.compile("\\d{1,3}(?:\\.\\d{1,18})?");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private Scalars() {}

    /** A name that may be a metric label, a hop on the wire and a part of a path. */
    static ScalarForm<String> name() {
        return new ScalarForm<>("name", (text, reading) -> Names.check(text.value(), text.quoted()));
    }

    /** A label's name, as Prometheus has them. */
    static ScalarForm<String> label() {
        return new ScalarForm<>("label", (text, reading) -> {
            if (!LABEL.matcher(text.value()).matches()) {
                throw new IllegalArgumentException(
                        text.quoted() + " is not a label's name, write letters, digits and _ that begin with no digit");
            }
            return text.value();
        });
    }

    /** A hop, or a hop and an instance of it. */
    static ScalarForm<HostName> host() {
        return new ScalarForm<>("hop or hop/instance", (text, reading) -> {
            HostName host = HostName.parse(text.value());
            Names.check(host.hop(), text.quoted());
            if (host.node() != null) {
                Names.check(host.node(), text.quoted());
            }
            return host;
        });
    }

    static ScalarForm<String> text() {
        return new ScalarForm<>("text", (text, reading) -> {
            if (text.value().isEmpty()) {
                throw new IllegalArgumentException("is empty, write a value or remove the key");
            }
            return text.value();
        });
    }

    static ScalarForm<Boolean> bool() {
        return new ScalarForm<>("true or false", (text, reading) -> switch (text.value()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text.quoted() + " is not a truth value, write true or false");
        });
    }

    /** Whether the second of two words stands there. */
    static ScalarForm<Boolean> choice(String otherwise, String word) {
        return new ScalarForm<>(otherwise + " or " + word, (text, reading) -> {
            if (!text.value().equals(word) && !text.value().equals(otherwise)) {
                throw new IllegalArgumentException(text.quoted() + " is neither, write " + otherwise + " or " + word);
            }
            return text.value().equals(word);
        });
    }

    /** A number from 0 to 1. */
    static ScalarForm<Double> share() {
        return new ScalarForm<>("0 to 1", (text, reading) -> {
            if (!SHARE.matcher(text.value()).matches() || Double.parseDouble(text.value()) > 1) {
                throw new IllegalArgumentException(text.quoted() + " is not a share, write a number from 0 to 1");
            }
            return Double.parseDouble(text.value());
        });
    }

    /** A duration from {@code least} to a day. */
    static ScalarForm<Duration> duration(Duration least) {
        return duration(least, DAY);
    }

    /** A duration from {@code least} to {@code most}. */
    static ScalarForm<Duration> duration(Duration least, Duration most) {
        return new ScalarForm<>(range(least, most), (text, reading) -> within(text, least, most));
    }

    /** A duration that may also be zero, which turns the thing off. */
    static ScalarForm<Duration> durationOrOff(Duration least) {
        return new ScalarForm<>(
                range(least, DAY) + ", 0 for never",
                (text, reading) -> text.value().equals("0") ? Duration.ZERO : within(text, least, DAY));
    }

    private static String range(Duration least, Duration most) {
        return "duration, " + DurationText.format(least) + " to " + DurationText.format(most);
    }

    private static Duration within(Text text, Duration least, Duration most) {
        Duration duration = DurationText.parse(text.value(), text.quoted());
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            throw new IllegalArgumentException(text.quoted() + " is out of range, write " + DurationText.format(least)
                    + " to " + DurationText.format(most));
        }
        return duration;
    }

    static ScalarForm<byte[]> base64() {
        return new ScalarForm<>("base64", (text, reading) -> {
            try {
                return Base64.getDecoder().decode(text.value());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        text.quoted() + " is not base64, write what base64 -w0 prints for the encoded request", e);
            }
        });
    }

    static ScalarForm<String> method() {
        return new ScalarForm<>("package.Service/Method", (text, reading) -> {
            if (!METHOD.matcher(text.value()).matches()) {
                throw new IllegalArgumentException(text.quoted() + " is not a method, write package.Service/Method");
            }
            return text.value();
        });
    }
}
