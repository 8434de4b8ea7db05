package dev.insight.runner.store;

/**
 * One part of a path's latency, in the probes that the path's {@link RecentSnapshot} covers. Immutable. What no such probe says is
 * {@code HopStamp.ABSENT}.
 *
 * @param p50Nanos median of the part's own time
 * @param p99Nanos its 99th percentile (nearest rank)
 * @param queueP50Nanos of a hop's own time, median of the part spent in its queue
 * @param queueP99Nanos its 99th percentile
 */
public record RecentTerm(long p50Nanos, long p99Nanos, long queueP50Nanos, long queueP99Nanos) {
    /** Whether no probe says anything of it. */
    public boolean isEmpty() {
        return p50Nanos < 0;
    }
}
