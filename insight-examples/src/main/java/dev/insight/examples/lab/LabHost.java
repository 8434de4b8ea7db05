package dev.insight.examples.lab;

import dev.insight.hop.Ticker;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The host a hop runs on, which has a share of one processor and no more, as a container with a CPU limit has. Whoever
 * works on it does so in pieces, pays each with the CPU time that its thread really used, and waits where there is nothing
 * left to pay with: so a host that is busy is slow for all its threads, and other hosts on the same machine are not.
 * Thread-safe.
 */
final class LabHost {
    /** Of one processor: little enough that one host burns while the others and the prober go on as ever. */
    static final double PROCESSORS = 0.2;
    /** What may be saved up: calls that come together do not wait on a host that is idle. */
    private static final long MOST_SAVED_NANOS = 10_000_000;
    /** What may be owed: a piece that loads classes would else stop the host for seconds. */
    private static final long MOST_OWED_NANOS = 40_000_000;
    /** What low priority leaves for others. */
    private static final long LOW_PRIORITY_LEAVES_NANOS = 7_000_000;

    private static final long STEP_NANOS = 1_000_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Ticker ticker;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong come = new AtomicLong();
    private final AtomicLong entered = new AtomicLong();

    // Under this object's lock.
    private long savedNanos = MOST_SAVED_NANOS;
    private long asOfNanos;

    LabHost(Ticker ticker) {
        this.ticker = ticker;
        asOfNanos = ticker.nanos();
    }

    /** CPU time that was used on this host. */
    long usedNanos() {
        return used.get();
    }

    /** Something has come that will {@link #enter} once it has a thread. */
    void expect() {
        come.incrementAndGet();
    }

    /** How much has come, until now. */
    long come() {
        return come.get();
    }

    /** Whether of what has come the first {@code count} have entered. */
    boolean hasLetIn(long count) {
        return entered.get() >= count;
    }

    /** Waits for its turn, behind those who came before. Returns what {@link #leave} wants to know. */
    long enter() {
        turn.lock();
        try {
            awaitCredit();
        } finally {
            turn.unlock();
        }
        entered.incrementAndGet();
        return THREADS.getCurrentThreadCpuTime();
    }

    private void awaitCredit() {
        for (long owed = -saved(); owed > 0; owed = -saved()) {
            LockSupport.parkNanos(this, (long) (owed / PROCESSORS));
        }
    }

    /** Has this thread pay for what it did since {@link #enter} returned {@code entered}. */
    void leave(long entered) {
        long cpu = Math.max(0, THREADS.getCurrentThreadCpuTime() - entered);
        used.addAndGet(cpu);
        pay(cpu);
    }

    /**
     * A piece of work that needs {@code cpuNanos}, done as fast as the host can, while who comes later waits: a little at a
     * time, so that the machine's other hosts and its prober have their processors.
     */
    void compute(long cpuNanos) {
        turn.lock();
        try {
            for (long left = cpuNanos; left > 0; left -= STEP_NANOS) {
                awaitCredit();
                long begun = THREADS.getCurrentThreadCpuTime();
                burn(Math.min(left, STEP_NANOS));
                leave(begun);
            }
        } finally {
            turn.unlock();
        }
    }

    /** The same of what low priority leaves over: whatever else comes finds the host free. */
    void computeAtLowPriority(long cpuNanos) {
        for (long lacking = LOW_PRIORITY_LEAVES_NANOS + cpuNanos - saved();
                lacking > 0;
                lacking = LOW_PRIORITY_LEAVES_NANOS + cpuNanos - saved()) {
            LockSupport.parkNanos(this, (long) (lacking / PROCESSORS));
        }
        long entered = THREADS.getCurrentThreadCpuTime();
        burn(cpuNanos);
        leave(entered);
    }

    /** Uses so much CPU time of this thread. */
    private static void burn(long cpuNanos) {
        long end = THREADS.getCurrentThreadCpuTime() + cpuNanos;
        while (THREADS.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
        }
    }

    private synchronized long saved() {
        long now = ticker.nanos();
        savedNanos = Math.min(MOST_SAVED_NANOS, savedNanos + (long) ((now - asOfNanos) * PROCESSORS));
        asOfNanos = now;
        return savedNanos;
    }

    private synchronized void pay(long cpuNanos) {
        savedNanos = Math.max(-MOST_OWED_NANOS, saved() - cpuNanos);
    }
}
