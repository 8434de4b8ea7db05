package dev.insight.examples.lab;

import java.util.Arrays;

/** The latest values of something a fault changes, each with the time it was seen. Thread-safe. */
final class EffectLog {
    private static final int MOST = 1 << 13;

    private final long[] at = new long[MOST];
    private final long[] values = new long[MOST];
    private long added;

    synchronized void add(long nowNanos, long value) {
        int next = (int) (added++ % MOST);
        at[next] = nowNanos;
        values[next] = value;
    }

    /** What was seen from {@code fromNanos} on and before {@code toNanos}, in ascending order. */
    synchronized long[] between(long fromNanos, long toNanos) {
        long[] found = new long[MOST];
        int count = 0;
        for (int i = 0; i < Math.min(added, MOST); i++) {
            if (at[i] - fromNanos >= 0 && at[i] - toNanos < 0) {
                found[count++] = values[i];
            }
        }
        long[] sorted = Arrays.copyOf(found, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
