package dev.insight.runner.history;

/**
 * Durations as small whole numbers, to within half a percent from a microsecond up; below that they come to lie evenly, so
 * that a part which came out a little below nothing keeps its sign.
 */
final class DurationCode {
    /** No duration. */
    static final short UNKNOWN = Short.MIN_VALUE;

    /** Between two codes: a little below one percent, for what is small is rounded a little further. */
    private static final double STEP = 0.0099;
    /** Below this codes lie evenly. */
    private static final double EVEN_NANOS = 100;
    /** A month. */
    private static final int MOST = 3_200;

    private static final long[] NANOS = new long[MOST + 1];

    static {
        for (int code = 0; code <= MOST; code++) {
            NANOS[code] = Math.round(EVEN_NANOS * Math.sinh(code * STEP));
        }
    }

    private DurationCode() {}

    static short of(long nanos) {
        double ratio = Math.abs((double) nanos) / EVEN_NANOS;
        double inverse = Math.log(ratio + Math.sqrt(ratio * ratio + 1)); // of the hyperbolic sine
        int code = (int) Math.min(MOST, Math.round(inverse / STEP));
        return (short) (nanos < 0 ? -code : code);
    }

    /** The duration in the middle of those that have {@code code}. */
    static long nanos(int code) {
        return code < 0 ? -NANOS[-code] : NANOS[code];
    }
}
