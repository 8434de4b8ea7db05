package dev.insight.runner.export;

/** The latest latencies of one path, by which the slow ones among them stand out. Not thread-safe. */
final class RecentLatencies {
    private static final int REMEMBERED = 64;
    /** Below so many nobody knows what is slow. */
    private static final int FEW = 20;
    /** How many others may be as slow. */
    private static final int AS_SLOW = 1;

    private final long[] nanos = new long[REMEMBERED];
    private int known;
    private int next;

    /** Takes {@code latency} in, and says whether at most one of those remembered took as long. */
    boolean add(long latency) {
        int asSlow = 0;
        for (int i = 0; i < known; i++) {
            if (nanos[i] >= latency) {
                asSlow++;
            }
        }
        boolean isSlow = known >= FEW && asSlow <= AS_SLOW;
        nanos[next] = latency;
        next = (next + 1) % REMEMBERED;
        known = Math.min(REMEMBERED, known + 1);
        return isSlow;
    }
}
