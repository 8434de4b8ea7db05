package dev.insight.probe;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is sent beyond the schedule when a path begins to fail: a cold probe, then a partial-path probe for each hop from
 * the nearest on, so that it is known how far a call gets. At most one in ten intervals and in ten seconds, so that a
 * flapping path costs little more than a steady one. Confined to the scheduler's thread.
 */
final class Investigation extends Turn {
    private static final long PAUSE_INTERVALS = 10;
    private static final long MIN_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long MAX_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final @Nullable Lane cold;
    private final @Nullable Lane partial;
    private final TurnQueue turns;
    private final int hops;
    private final long intervalNanos;
    private final long stepNanos;
    private final long pauseNanos;
    private boolean begun;
    private long begunNanos;
    private int next;

    Investigation(@Nullable Lane cold, @Nullable Lane partial, TurnQueue turns, Probe probe) {
        this.cold = cold;
        this.partial = partial;
        this.turns = turns;
        hops = partial == null ? 0 : probe.route().hops().size();
        intervalNanos = probe.interval().toNanos();
        stepNanos = Math.min(MAX_STEP_NANOS, intervalNanos / (hops + 1));
        pauseNanos = Math.max(MIN_PAUSE_NANOS, PAUSE_INTERVALS * intervalNanos);
    }

    /** Begins now, unless the last time is too close. */
    void begin(long nowNanos) {
        if (place >= 0 || (begun && nowNanos - begunNanos < pauseNanos)) {
            return;
        }
        begun = true;
        begunNanos = nowNanos;
        next = 0;
        atNanos = nowNanos;
        turns.add(this);
    }

    @Override
    public void run() {
        long intended = atNanos;
        int current = next++;
        if (next <= hops) {
            atNanos = intended + stepNanos;
            turns.add(this);
        }
        if (current == 0) {
            if (cold != null) {
                cold.take(0, intended, intervalNanos);
            }
        } else if (partial != null) {
            partial.take(current - 1, intended, intervalNanos);
        }
    }
}
