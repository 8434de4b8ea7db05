package dev.insight.runner.export;

import java.util.concurrent.TimeUnit;

/** So many a second, and a few at once. Not thread-safe. */
final class Allowance {
    private final long nanosEach;
    private final int most;
    private double left;
    private long filledNanos;

    Allowance(int aSecond, int atOnce, long nowNanos) {
        nanosEach = TimeUnit.SECONDS.toNanos(1) / aSecond;
        most = atOnce;
        left = atOnce;
        filledNanos = nowNanos;
    }

    /** Whether one more is allowed; it is then taken. */
    boolean take(long nowNanos) {
        left = Math.min(most, left + (double) (nowNanos - filledNanos) / nanosEach);
        filledNanos = nowNanos;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
