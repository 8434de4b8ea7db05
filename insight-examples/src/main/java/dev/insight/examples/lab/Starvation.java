package dev.insight.examples.lab;

import java.util.concurrent.locks.LockSupport;

/** A hop is left with one thread, which work that waits holds again and again, so that calls queue. It burns no CPU. */
final class Starvation implements Runnable {
    private final HopExecutor executor;
    private final long nanos;
    private volatile boolean over;

    private Starvation(HopExecutor executor, long nanos) {
        this.executor = executor;
        this.nanos = nanos;
    }

    static Starvation start(HopExecutor executor, long nanos) {
        Starvation starvation = new Starvation(executor, nanos);
        executor.threads(1);
        executor.occupy(starvation);
        return starvation;
    }

    void end() {
        over = true;
        executor.threads(HopExecutor.THREADS);
    }

    @Override
    public void run() {
        if (over) {
            return;
        }
        LockSupport.parkNanos(this, nanos);
        executor.occupy(this);
    }
}
