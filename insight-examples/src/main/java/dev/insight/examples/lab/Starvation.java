package dev.insight.examples.lab;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/** Work that holds all of an executor's threads again and again, so that other work queues. It waits and burns no CPU. */
final class Starvation implements Runnable {
    private final Executor executor;
    private final long nanos;
    private volatile boolean over;

    private Starvation(Executor executor, Duration length) {
        this.executor = executor;
        this.nanos = length.toNanos();
    }

    static Starvation start(Executor executor, int threads, Duration length) {
        Starvation starvation = new Starvation(executor, length);
        for (int i = 0; i < threads; i++) {
            executor.execute(starvation);
        }
        return starvation;
    }

    void end() {
        over = true;
    }

    @Override
    public void run() {
        if (over) {
            return;
        }
        LockSupport.parkNanos(this, nanos);
        executor.execute(this);
    }
}
