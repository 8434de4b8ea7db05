package dev.insight.examples.lab;

import java.util.concurrent.TimeUnit;

/** Weather that gets worse bit by bit, and then stays as bad as it is. Thread-safe. */
final class Worsening implements Effect {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Weather worst;
    private final Leg leg;
    private final LabTimer timer;
    private final long rampNanos;

    Worsening(Weather worst, Leg leg, LabTimer timer, long rampNanos) {
        this.worst = worst;
        this.leg = leg;
        this.timer = timer;
        this.rampNanos = rampNanos;
    }

    @Override
    public Runnable begin() {
        Current current = new Current();
        Repeating steps = Repeating.start(timer, STEP_NANOS, step -> current.set(share(step)));
        return () -> {
            steps.end();
            current.clear();
        };
    }

    private double share(int step) {
        return Math.min(1, (double) step * STEP_NANOS / rampNanos);
    }

    /** What holds on the leg now. */
    private final class Current {
        private Weather now = worst.scaled(0);

        Current() {
            leg.disturb(now);
        }

        synchronized void set(double share) {
            Weather next = worst.scaled(share);
            leg.replace(now, next);
            now = next;
        }

        synchronized void clear() {
            leg.clear(now);
        }
    }
}
