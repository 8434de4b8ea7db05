package dev.insight.runner.view;

import java.util.Locale;

/** The head of a column of bars: where on it which time is. Pure. */
final class Axis {
    private static final int LEAST_GAP = 8;
    private static final double[] STEPS = {1, 2, 5, 10};

    private Axis() {}

    /** Round numbers of milliseconds, each above its place, for bars from 0 to {@code wholeNanos} over {@code columns}. */
    static String line(long wholeNanos, int columns) {
        if (wholeNanos <= 0 || columns <= 0) {
            return "";
        }
        double whole = wholeNanos / 1e6;
        double step = step(whole * LEAST_GAP / columns);
        StringBuilder line = new StringBuilder();
        for (int i = 0; i * step < whole; i++) {
            String label = label(i * step, step);
            int at = (int) Math.round(i * step * columns / whole);
            if (at + label.length() <= columns && at >= line.length()) {
                line.append(" ".repeat(at - line.length())).append(label);
            }
        }
        return line.length() + 3 <= columns ? line + " ms" : line.toString();
    }

    /** The least round step that is no less than {@code least}. */
    private static double step(double least) {
        double decade = Math.pow(10, Math.floor(Math.log10(least)));
        for (double step : STEPS) {
            if (step * decade >= least) {
                return step * decade;
            }
        }
        return 10 * decade;
    }

    private static String label(double value, double step) {
        int decimals = step >= 1 ? 0 : (int) Math.ceil(-Math.log10(step) - 1e-9);
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
