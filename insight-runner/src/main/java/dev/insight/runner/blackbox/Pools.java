package dev.insight.runner.blackbox;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that come with work and leave without. */
final class Pools {
    private static final int IDLE_SECONDS = 10;

    private Pools() {}

    /** At most {@code size} of them; where all are busy, work is refused rather than queued. */
    static ThreadPoolExecutor onDemand(int size, ThreadFactory factory) {
        return new ThreadPoolExecutor(0, size, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    /** Daemons with this name and a number. */
    static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
