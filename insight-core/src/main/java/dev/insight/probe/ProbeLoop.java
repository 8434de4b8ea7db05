package dev.insight.probe;

import dev.insight.hop.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler: one thread takes turns when they are due and parks in between. All scheduling state is confined to it;
 * others hand it commands. Nothing it runs waits for anything.
 */
final class ProbeLoop implements Runnable {
    /** What {@link #step} answers when there is nothing to wait for. */
    static final long IDLE = Long.MAX_VALUE;

    /** Between the beginnings of two paths' investigations: an outage of everything stays about as cheap as health. */
    static final long INVESTIGATION_GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final Logger LOGGER = System.getLogger(Prober.class.getName());

    private final Ticker ticker;
    private final TurnQueue turns = new TurnQueue();
    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private long nextInvestigationNanos;
    private volatile @Nullable Thread thread;
    private volatile boolean stopped;

    ProbeLoop(Ticker ticker) {
        this.ticker = ticker;
        nextInvestigationNanos = ticker.nanos();
    }

    /** Has {@code command} run on the scheduler's thread, soon. Thread-safe. */
    void submit(Runnable command) {
        commands.add(command);
        Thread running = thread;
        if (running != null && running != Thread.currentThread()) {
            LockSupport.unpark(running);
        }
    }

    /** The scheduler's queue; for its own thread. */
    TurnQueue turns() {
        return turns;
    }

    /** When the next investigation may begin, {@code nowNanos} at the earliest; for the scheduler's own thread. */
    long investigationNanos(long nowNanos) {
        long at = nowNanos + Math.max(0, nextInvestigationNanos - nowNanos);
        nextInvestigationNanos = at + INVESTIGATION_GAP_NANOS;
        return at;
    }

    /** Ends {@link #run} soon. Thread-safe. */
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        while (!stopped) {
            long wait = step();
            if (wait > 0 && !stopped) {
                LockSupport.parkNanos(this, wait);
            }
            // Nobody has a reason to interrupt; left set, it would keep the thread from ever parking again.
            Thread.interrupted();
        }
    }

    /** Does what is due and says how long there is nothing more to do, in nanoseconds. */
    long step() {
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            guard(command);
        }
        long now = ticker.nanos();
        for (Turn turn = turns.peek(); turn != null; turn = turns.peek()) {
            if (turn.atNanos - now > 0) {
                return Math.max(0, turn.atNanos - ticker.nanos());
            }
            turns.remove(turn);
            guard(turn);
        }
        return commands.isEmpty() ? IDLE : 0;
    }

    /** One path's fault must not end all probing. */
    private static void guard(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            LOGGER.log(Level.ERROR, "insight: the scheduler lost a turn", e);
        }
    }
}
