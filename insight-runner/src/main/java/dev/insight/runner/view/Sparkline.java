package dev.insight.runner.view;

import java.util.Arrays;

/** A history in one line: each cell a height. Pure. */
final class Sparkline {
    /** Nothing was measured. */
    static final double NONE = Double.NaN;
    /** What was measured failed. */
    static final double FAILED = Double.NEGATIVE_INFINITY;

    private static final String BLOCKS = "▁▂▃▄▅▆▇█";
    private static final String ASCII = "_.-:=+*#";
    /** What is less than this much higher than the lowest looks as low, so that noise stays flat. */
    private static final double LEAST_RANGE_NANOS = 1e6;

    private static final double LEAST_RANGE_SHARE = 0.1;

    private Sparkline() {}

    /** {@code nanos} as heights between the lowest and the highest; one that lies within a millisecond or a tenth is flat. */
    static String of(double[] nanos, Style style) {
        double low = Arrays.stream(nanos).filter(Double::isFinite).min().orElse(0);
        double high = Arrays.stream(nanos).filter(Double::isFinite).max().orElse(0);
        double range = Math.max(high - low, Math.max(LEAST_RANGE_NANOS, low * LEAST_RANGE_SHARE));
        String levels = style.unicode() ? BLOCKS : ASCII;
        StringBuilder line = new StringBuilder();
        for (double value : nanos) {
            if (Double.isNaN(value)) {
                line.append(' ');
            } else if (value == FAILED) {
                line.append(style.unicode() ? '×' : 'x');
            } else {
                int level = (int) Math.round((value - low) / range * (levels.length() - 1));
                line.append(levels.charAt(level));
            }
        }
        return line.toString();
    }
}
