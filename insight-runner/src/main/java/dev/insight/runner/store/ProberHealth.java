package dev.insight.runner.store;

import dev.insight.hop.HopStamp;
import java.time.Duration;
import java.util.Arrays;

/**
 * How far this process could be relied upon in the last minute: how many of its warm probes a pause of its own overlapped, and how
 * many it came too late to send. Thread-safe.
 */
final class ProberHealth {
    private static final int SECONDS = 60;
    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();
    /** While classes load, probes are tainted by that; it is over soon, and no news. */
    private static final int START_SECONDS = 10;
    /** Below these it may be chance, and what is measured stands. */
    private static final int LEAST = 3;

    private static final double NOTICEABLE = 0.05;

    private final int[] ended = new int[SECONDS];
    private final int[] tainted = new int[SECONDS];
    private final int[] stalled = new int[SECONDS];
    private boolean begun;
    private long firstNanos;
    private long second;
    private long sinceEpochMicros = HopStamp.ABSENT;

    synchronized void ended(boolean isTainted, long nowNanos, long epochMicros) {
        int place = place(nowNanos, epochMicros);
        if (second >= START_SECONDS || !isTainted) {
            ended[place]++;
            tainted[place] += isTainted ? 1 : 0;
        }
    }

    synchronized void stalled(long nowNanos, long epochMicros) {
        int place = place(nowNanos, epochMicros);
        if (second >= START_SECONDS) {
            stalled[place]++;
        }
    }

    synchronized ProberSnapshot snapshot(long nowNanos, long epochMicros) {
        if (begun) {
            advance(nowNanos, epochMicros);
        }
        return new ProberSnapshot(total(ended), total(tainted), total(stalled), sinceEpochMicros);
    }

    private int place(long nowNanos, long epochMicros) {
        if (!begun) {
            begun = true;
            firstNanos = nowNanos;
        }
        advance(nowNanos, epochMicros);
        return (int) (second % SECONDS);
    }

    /** Judges once a second, so that since when it is so does not hang on who asks. */
    private void advance(long nowNanos, long epochMicros) {
        long now = Math.max(second, (nowNanos - firstNanos) / SECOND_NANOS);
        if (now == second) {
            return;
        }
        for (long each = Math.max(second + 1, now - SECONDS + 1); each <= now; each++) {
            int place = (int) (each % SECONDS);
            ended[place] = 0;
            tainted[place] = 0;
            stalled[place] = 0;
        }
        second = now;
        if (!isNoticeable()) {
            sinceEpochMicros = HopStamp.ABSENT;
        } else if (sinceEpochMicros < 0) {
            sinceEpochMicros = epochMicros;
        }
    }

    private boolean isNoticeable() {
        int spoilt = total(tainted) + total(stalled);
        return spoilt >= LEAST && spoilt >= NOTICEABLE * (total(ended) + total(stalled));
    }

    private static int total(int[] counts) {
        return Arrays.stream(counts).sum();
    }
}
