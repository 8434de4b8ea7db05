package dev.insight.runner.store;

/**
 * What a series of durations looked like lately: exact quantiles (nearest rank) of the window kept. Immutable.
 *
 * @param count values since the path came; while it is 0 the rest is 0 and means nothing
 * @param lastNanos the latest value
 * @param p50Nanos median of the window
 * @param p90Nanos 90th percentile of the window
 * @param p99Nanos 99th percentile of the window
 * @param maxNanos largest of the window
 */
public record Quantiles(long count, long lastNanos, long p50Nanos, long p90Nanos, long p99Nanos, long maxNanos) {
    static final Quantiles NONE = new Quantiles(0, 0, 0, 0, 0, 0);

    /** Whether there was no value yet. */
    public boolean isEmpty() {
        return count == 0;
    }
}
