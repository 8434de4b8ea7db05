package dev.insight.examples.lab;

import java.util.function.Consumer;

/** What changes step by step while a fault is on. Thread-safe. */
final class Recurring {
    private final LabTimer timer;
    private final long stepNanos;
    private final Consumer<Integer> step;
    private int steps;
    private boolean over;

    private Recurring(LabTimer timer, long stepNanos, Consumer<Integer> step) {
        this.timer = timer;
        this.stepNanos = stepNanos;
        this.step = step;
    }

    /** Does {@code step} now and then again and again, told how often it has been done. */
    static Recurring start(LabTimer timer, long stepNanos, Consumer<Integer> step) {
        Recurring recurring = new Recurring(timer, stepNanos, step);
        recurring.next();
        return recurring;
    }

    private synchronized void next() {
        if (!over) {
            step.accept(steps++);
            timer.after(stepNanos, this::next);
        }
    }

    /** No step is done after this returns. */
    synchronized void end() {
        over = true;
    }
}
