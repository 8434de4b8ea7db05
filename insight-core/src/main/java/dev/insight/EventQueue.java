package dev.insight;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the pipeline's thread, in the order it came. Results are bounded and dropped beyond, and counted; changes never
 * are, and who makes them asks {@link #takesChanges} first. Thread-safe.
 */
final class EventQueue {
    private static final int MAX_CHANGES = 1_000;

    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final AtomicInteger waitingResults = new AtomicInteger();
    private final AtomicInteger waitingChanges = new AtomicInteger();
    private final LongAdder dropped = new LongAdder();
    private final int capacity;
    private final Guard overflow;

    /**
     * @param capacity how many results may wait
     * @param faults counts what the log is told of
     */
    EventQueue(int capacity, LongAdder faults) {
        this.capacity = capacity;
        overflow = new Guard("the pipeline's queue of " + capacity, faults);
    }

    /** Has {@code result} run, unless too many wait. Never waits. */
    void offer(Runnable result) {
        if (waitingResults.incrementAndGet() > capacity) {
            waitingResults.decrementAndGet();
            dropped.increment();
            overflow.say("listeners cannot keep up, reports are dropped");
            return;
        }
        events.add(() -> {
            waitingResults.decrementAndGet();
            result.run();
        });
    }

    /** Has {@code change} run in any case. Never waits. */
    void change(Runnable change) {
        waitingChanges.incrementAndGet();
        events.add(() -> {
            waitingChanges.decrementAndGet();
            change.run();
        });
    }

    /** Whether few enough changes wait to be told. */
    boolean takesChanges() {
        return waitingChanges.get() < MAX_CHANGES;
    }

    /** The next event, or null if none comes within {@code waitNanos}. */
    @Nullable
    Runnable poll(long waitNanos) throws InterruptedException {
        return events.poll(waitNanos, TimeUnit.NANOSECONDS);
    }

    /** Results dropped since the start. */
    long dropped() {
        return dropped.sum();
    }
}
