package dev.insight.examples.lab;

import dev.insight.hop.Ticker;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets this process stand still again and again, by the means by which Java programs really do: collections of a heap that
 * holds so much that they take long. A chain is what a collector follows slowest, so little memory does.
 */
final class Standstill implements AutoCloseable {
    private static final int CHAIN_STEP = 500_000;
    private static final long BETWEEN_NANOS = 300_000_000;

    private final Ticker ticker;
    private final long pauseNanos;
    private final Thread thread = new Thread(this::run, "lab-standstill");
    private @Nullable Link chain;
    private volatile boolean closed;

    private record Link(@Nullable Link next) {}

    private Standstill(Ticker ticker, Duration pause) {
        this.ticker = ticker;
        this.pauseNanos = pause.toNanos();
        thread.setDaemon(true);
    }

    static Standstill start(Ticker ticker, Duration pause) {
        Standstill standstill = new Standstill(ticker, pause);
        standstill.thread.start();
        return standstill;
    }

    private void run() {
        while (!closed) {
            long start = ticker.nanos();
            System.gc();
            long took = ticker.nanos() - start;
            if (took < pauseNanos && hasRoom()) {
                grow();
            }
            LockSupport.parkNanos(this, BETWEEN_NANOS);
        }
        chain = null;
    }

    /** A lab that ran out of memory would be another fault. */
    private static boolean hasRoom() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory() < runtime.maxMemory() / 2;
    }

    private void grow() {
        Link link = chain;
        for (int i = 0; i < CHAIN_STEP; i++) {
            link = new Link(link);
        }
        chain = link;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
