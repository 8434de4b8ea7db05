package dev.insight.probe;

import dev.insight.hop.Ticker;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Knows when this process stood still: a thread of its own wakes every 10 ms, and waking late by more than 25 ms is a
 * stall from its last wake to this one. A result is asked about when it arrives, which may be before the thread has woken
 * from the very stall, so a wake that is overdue counts as a stall too. Thread-safe, without locks.
 */
final class StallDetector implements AutoCloseable {
    static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    static final long THRESHOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final int KEPT = 128;
    private static final int JOIN_MILLIS = 1_000;

    private final Ticker ticker;
    private @Nullable Thread thread;
    private volatile boolean closed;
    private volatile boolean watching;
    private volatile long lastTickNanos;

    /** Copied on every stall, which is seldom, so that those who ask need no lock. */
    private volatile Stalls stalls = new Stalls(new long[0], false, 0);

    StallDetector(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Begins to watch on a thread of {@code threads}; a second call does nothing. The caller keeps others out. */
    void start(ThreadFactory threads) {
        if (thread == null) {
            watch();
            Thread started = Prober.daemon(threads, "insight-stall", this::run);
            thread = started;
            started.start();
        }
    }

    /** Begins to watch from now on. */
    void watch() {
        lastTickNanos = ticker.nanos();
        watching = true;
    }

    /** Wakes: records a stall if this wake comes too late. Called by one thread. */
    void tick() {
        long now = ticker.nanos();
        if (isOverdue(lastTickNanos, now)) {
            stalls = stalls.with(lastTickNanos, now);
        }
        // After the stall is recorded: who reads the new time finds the stall, who reads the old one finds it overdue.
        lastTickNanos = now;
    }

    /** Whether this process stood still at some moment from {@code startNanos} to {@code endNanos}, now at the latest. */
    boolean overlaps(long startNanos, long endNanos) {
        if (!watching) {
            return false;
        }
        long last = lastTickNanos;
        if (isOverdue(last, ticker.nanos()) && endNanos - last > 0) {
            return true;
        }
        return stalls.overlap(startNanos, endNanos);
    }

    private static boolean isOverdue(long lastNanos, long nowNanos) {
        return nowNanos - lastNanos > PERIOD_NANOS + THRESHOLD_NANOS;
    }

    private void run() {
        // The time before the thread first ran belongs to its creation, not to a stall.
        lastTickNanos = ticker.nanos();
        while (!closed) {
            LockSupport.parkNanos(this, PERIOD_NANOS);
            tick();
        }
    }

    @Override
    public void close() {
        closed = true;
        watching = false;
        Thread running = thread;
        if (running != null) {
            LockSupport.unpark(running);
            Prober.join(running, JOIN_MILLIS);
        }
    }

    /** The last stalls, oldest first. Immutable. */
    private static final class Stalls {
        private final long[] pairs;
        private final boolean forgetful;
        private final long forgottenNanos;

        /** Stalls as {@code pairs} of start and end; {@code forgottenNanos} is when the last forgotten one ended. */
        Stalls(long[] pairs, boolean forgetful, long forgottenNanos) {
            this.pairs = pairs;
            this.forgetful = forgetful;
            this.forgottenNanos = forgottenNanos;
        }

        Stalls with(long startNanos, long endNanos) {
            boolean full = pairs.length == 2 * KEPT;
            int dropped = full ? 2 : 0;
            long[] longer = new long[pairs.length - dropped + 2];
            System.arraycopy(pairs, dropped, longer, 0, pairs.length - dropped);
            longer[longer.length - 2] = startNanos;
            longer[longer.length - 1] = endNanos;
            return new Stalls(longer, forgetful || full, full ? pairs[1] : forgottenNanos);
        }

        boolean overlap(long startNanos, long endNanos) {
            for (int i = pairs.length - 2; i >= 0; i -= 2) {
                if (pairs[i] - endNanos < 0 && startNanos - pairs[i + 1] < 0) {
                    return true;
                }
            }
            // What was forgotten cannot be ruled out.
            return forgetful && startNanos - forgottenNanos < 0;
        }
    }
}
