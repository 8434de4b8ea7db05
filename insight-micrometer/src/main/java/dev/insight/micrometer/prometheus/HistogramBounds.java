package dev.insight.micrometer.prometheus;

import java.util.Arrays;

/** Where the buckets of a histogram end; the last one has no end. Immutable. */
final class HistogramBounds {
    private final long[] upperNanos;
    private final double[] upperSeconds;

    /** Buckets up to each of {@code nanos}, ascending and inclusive, and one for what is more. */
    HistogramBounds(double[] nanos) {
        int finite = nanos.length;
        upperNanos = new long[finite];
        upperSeconds = Arrays.copyOf(nanos, finite + 1);
        for (int i = 0; i < finite; i++) {
            upperNanos[i] = (long) nanos[i];
            upperSeconds[i] = nanos[i] / 1e9;
        }
        upperSeconds[finite] = Double.POSITIVE_INFINITY;
    }

    /** How many there are. */
    int buckets() {
        return upperSeconds.length;
    }

    /** The one that {@code nanos} falls into. */
    int bucket(long nanos) {
        int bucket = 0;
        while (bucket < upperNanos.length && nanos > upperNanos[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** Their ends in seconds, which nobody may write to; the last is infinite. */
    double[] upperSeconds() {
        return upperSeconds;
    }
}
