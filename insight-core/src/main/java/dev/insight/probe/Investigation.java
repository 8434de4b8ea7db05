package dev.insight.probe;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is sent beyond the schedule when a path begins to fail: a cold probe, then a partial-path probe for each hop from
 * the nearest on, so that it is known how far a call gets. A path has at most one in ten intervals and in ten seconds, so
 * that flapping costs little more than a steady state, and all paths of a prober begin theirs one after the other, so that
 * an outage of everything does not double the load just then. Confined to the scheduler's thread.
 */
final class Investigation extends Turn {
    private static final long PAUSE_INTERVALS = 10;
    private static final long MIN_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long MAX_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** Until the path's pause is over and the prober has a place for it. */
    private static final int WAITING = -1;

    private final ProbedPath path;
    private final @Nullable Lane cold;
    private final @Nullable Lane partial;
    private final ProbeLoop loop;
    private final int hops;
    private final long intervalNanos;
    private final long stepNanos;
    private final long pauseNanos;
    private boolean begun;
    private long begunNanos;

    /** What comes next: {@link #WAITING}, the cold probe at 0, the hops from 1 on. */
    private int next;

    Investigation(ProbedPath path, @Nullable Lane cold, @Nullable Lane partial, ProbeLoop loop) {
        this.path = path;
        this.cold = cold;
        this.partial = partial;
        this.loop = loop;
        hops = partial == null ? 0 : path.probe().route().hops().size();
        intervalNanos = path.probe().interval().toNanos();
        stepNanos = Math.min(MAX_STEP_NANOS, intervalNanos / (hops + 1));
        pauseNanos = Math.max(MIN_PAUSE_NANOS, PAUSE_INTERVALS * intervalNanos);
    }

    /** Begins as soon as it may, unless the path has recovered by then or there is nothing to send. */
    void begin(long nowNanos) {
        if (place >= 0 || (cold == null && partial == null)) {
            return;
        }
        long pause = begun ? Math.max(0, begunNanos + pauseNanos - nowNanos) : 0;
        next = WAITING;
        atNanos = nowNanos + pause;
        loop.turns().add(this);
    }

    @Override
    public void run() {
        if (next <= 0 && !path.isFailing()) {
            return;
        }
        long intended = atNanos;
        if (next == WAITING) {
            next = 0;
            atNanos = loop.investigationNanos(intended);
            loop.turns().add(this);
            return;
        }
        if (next == 0) {
            begun = true;
            begunNanos = intended;
        }
        int current = next++;
        if (next <= hops) {
            atNanos = intended + stepNanos;
            loop.turns().add(this);
        }
        if (current > 0 && partial != null) {
            partial.take(current - 1, intended, intervalNanos);
        } else if (current == 0 && cold != null) {
            cold.take(0, intended, intervalNanos);
        }
    }
}
