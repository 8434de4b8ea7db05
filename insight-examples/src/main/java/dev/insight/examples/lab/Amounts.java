package dev.insight.examples.lab;

import dev.insight.runner.config.DurationText;
import io.grpc.Status;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the values in a fault; what cannot be read is an error that says what could. */
final class Amounts {
    private static final Pattern NUMBER = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([a-z%]*)");
    private static final Map<String, Double> BYTES = Map.of("kbit", 125.0, "mbit", 125e3, "gbit", 125e6);

    private Amounts() {}

    /** {@code 40ms}, {@code +60ms}, {@code 1.5s}. */
    static Duration duration(String name, String text) {
        try {
            return DurationText.parse(text.startsWith("+") ? text.substring(1) : text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    /** {@code 1%} or {@code 0.01}; from 0 to 1. */
    static double share(String name, String text) {
        String right = "a share such as 30% or 0.3";
        double share = amount(name, text, Map.of("%", 0.01, "", 1.0), right);
        if (share > 1) {
            throw wrong(name, text, right);
        }
        return share;
    }

    /** {@code 500kbit}, {@code 10mbit}; per second. */
    static long bytesPerSecond(String name, String text) {
        String right = "bits per second such as 500kbit or 10mbit";
        long bytes = (long) amount(name, text, BYTES, right);
        if (bytes == 0) {
            throw wrong(name, text, right);
        }
        return bytes;
    }

    /** The name of a status code other than {@code OK}. */
    static Status.Code code(String text) {
        return Arrays.stream(Status.Code.values())
                .filter(code -> code.name().equals(text) && code != Status.Code.OK)
                .findFirst()
                .orElseThrow(() -> wrong("value", text, "a status code such as UNAVAILABLE"));
    }

    private static double amount(String name, String text, Map<String, Double> units, String right) {
        Matcher matcher = NUMBER.matcher(text);
        Double unit = matcher.matches() ? units.get(matcher.group(2)) : null;
        if (unit == null) {
            throw wrong(name, text, right);
        }
        return Double.parseDouble(matcher.group(1)) * unit;
    }

    private static IllegalArgumentException wrong(String name, String text, String right) {
        return new IllegalArgumentException(name + " must be " + right + ": \"" + text + "\"");
    }
}
