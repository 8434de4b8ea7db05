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

    /** Begins soon, unless the last time is too close or there is nothing to send. */
    void begin(long nowNanos) {
        boolean tooSoon = begun && nowNanos - begunNanos < pauseNanos;
        if (place >= 0 || tooSoon || (cold == null && partial == null)) {
            return;
        }
        begun = true;
        begunNanos = nowNanos;
        next = 0;
        atNanos = loop.investigationNanos(nowNanos);
        loop.turns().add(this);
    }

    @Override
    public void run() {
        if (next == 0 && !path.isFailing()) {
            return;
        }
        long intended = atNanos;
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
