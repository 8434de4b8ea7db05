package dev.insight.probe;

import java.util.concurrent.atomic.AtomicInteger;

/** How many probes of one path and kind may be unanswered at a time. Thread-safe. */
final class InFlightLimit {
    private final int limit;
    private final AtomicInteger taken = new AtomicInteger();

    private InFlightLimit(int limit) {
        this.limit = limit;
    }

    /** As many as the schedule alone has under way when nothing answers before the timeout, and {@code extra}. */
    static InFlightLimit of(long timeoutNanos, long intervalNanos, int extra) {
        long scheduled = (timeoutNanos - 1) / intervalNanos + 1;
        return new InFlightLimit((int) Math.min(Integer.MAX_VALUE, scheduled + extra));
    }

    int limit() {
        return limit;
    }

    /** Takes a place if there is one. Only the scheduler's thread takes, so that looking first is enough. */
    boolean tryTake() {
        if (taken.get() >= limit) {
            return false;
        }
        taken.incrementAndGet();
        return true;
    }

    void release() {
        taken.decrementAndGet();
    }
}
