package dev.insight.runner.store;

/**
 * How a path's warm probes of the last minute ended, or the latest 24 if those reach further back; tainted ones are left out.
 * Immutable.
 *
 * @param seconds how far back they reach: 60 unless there were too few or too many in a minute
 * @param probes how many ended
 * @param failures how many of them did not end OK
 * @param p50Nanos median of the latencies; {@code HopStamp.ABSENT} while none ended OK
 * @param p99Nanos their 99th percentile (nearest rank), or absent
 */
public record RecentSnapshot(long seconds, int probes, int failures, long p50Nanos, long p99Nanos) {
    private static final int FEW = 4;

    /** The share that failed, 0 while there is none. */
    public double loss() {
        return probes == 0 ? 0 : (double) failures / probes;
    }

    /** Whether at least half of them failed, and of fewer than four all. */
    public boolean mostFailed() {
        return failures > 0 && (probes < FEW ? failures == probes : 2 * failures >= probes);
    }
}
