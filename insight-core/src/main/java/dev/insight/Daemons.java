package dev.insight;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/** The threads of an {@link Insight}, named daemons. Not thread-safe. */
final class Daemons {
    private static final Logger LOGGER = System.getLogger(Insight.class.getName());
    private static final int JOIN_MILLIS = 5_000;

    private final ThreadFactory threads;
    private final List<Thread> started = new ArrayList<>();

    Daemons(ThreadFactory threads) {
        this.threads = threads;
    }

    boolean isEmpty() {
        return started.isEmpty();
    }

    void start(String name, Runnable body) {
        Thread thread = threads.newThread(body);
        thread.setName(name);
        thread.setDaemon(true);
        thread.start();
        started.add(thread);
    }

    /**
     * Waits for all that were started, which were told to end; one that user code holds up is interrupted in the end, after
     * {@code abandon}.
     */
    void join(Runnable abandon) {
        for (Thread thread : started) {
            LockSupport.unpark(thread);
            join(thread, abandon);
        }
    }

    private static void join(Thread thread, Runnable abandon) {
        if (thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join(JOIN_MILLIS);
            if (thread.isAlive()) {
                LOGGER.log(Level.WARNING, "insight: " + thread.getName() + " is held up by code it calls; interrupted");
                abandon.run();
                thread.interrupt();
                thread.join(JOIN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
