package dev.insight.examples.lab;

import java.util.function.Consumer;

/** What changes step by step while a fault is on. Thread-safe. */
final class Repeating {
    private final LabTimer timer;
    private final long stepNanos;
    private final Consumer<Integer> step;
    private int steps;
    private boolean over;

    private Repeating(LabTimer timer, long stepNanos, Consumer<Integer> step) {
        this.timer = timer;
        this.stepNanos = stepNanos;
        this.step = step;
    }

    /** Does {@code step} now and then again and again, told how often it has been done. */
    static Repeating start(LabTimer timer, long stepNanos, Consumer<Integer> step) {
        Repeating repeating = new Repeating(timer, stepNanos, step);
        repeating.next();
        return repeating;
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
