package dev.insight.runner.view;

import java.util.Locale;

/** Nanoseconds as people compare them: milliseconds with two decimals, so that points line up. */
final class Millis {
    private Millis() {}

    static String of(long nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / 1e6);
    }

    /** Empty for a negative value, which stands for an absent one. */
    static String orNothing(long nanos) {
        return nanos < 0 ? "" : of(nanos);
    }

    /** {@code part} of {@code whole} in percent. */
    static String share(long part, long whole) {
        return whole <= 0 ? "" : percent(100.0 * part / whole);
    }

    static String percent(double percent) {
        String text = String.format(Locale.ROOT, "%.1f%%", percent);
        return text.equals("-0.0%") ? "0.0%" : text;
    }
}
