package dev.insight.probe;

import dev.insight.hop.Ticker;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the threads of cold probes, and knows those that live, to wait for their very end. Thread-safe. */
final class ColdThreads implements ThreadFactory {
    private final ThreadFactory threads;
    private final AtomicInteger number;
    private final Set<Thread> made = ConcurrentHashMap.newKeySet();

    /** Threads of {@code threads}, named by {@code number}, which counts up. */
    ColdThreads(ThreadFactory threads, AtomicInteger number) {
        this.threads = threads;
        this.number = number;
    }

    @Override
    public Thread newThread(Runnable body) {
        made.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        Thread thread = Prober.daemon(threads, "insight-cold-" + number.incrementAndGet(), body);
        made.add(thread);
        return thread;
    }

    /** Waits for all to end, in {@code millis} together, and says whether they did; who is interrupted waits no more. */
    boolean join(int millis, Ticker ticker) {
        long until = ticker.nanos() + TimeUnit.MILLISECONDS.toNanos(millis);
        boolean ended = true;
        for (Thread thread : made) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - ticker.nanos());
            try {
                if (thread != Thread.currentThread()) {
                    thread.join(Math.max(1, left));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            ended &= !thread.isAlive();
        }
        return ended;
    }
}
