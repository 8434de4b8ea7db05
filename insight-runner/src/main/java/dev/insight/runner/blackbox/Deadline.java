package dev.insight.runner.blackbox;

import dev.insight.hop.Ticker;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The end of a probe's time: closes its socket, which ends whatever waits for the peer, however slowly that drips. Used by the
 * probe's thread and by the one that watches all deadlines.
 */
final class Deadline implements AutoCloseable {
    private final Ticker ticker;
    private final long endNanos;
    private final ScheduledFuture<?> watch;
    private @Nullable Socket socket;
    private boolean passed;

    Deadline(long timeoutNanos, Ticker ticker, ScheduledExecutorService watcher) {
        this.ticker = ticker;
        endNanos = ticker.nanos() + timeoutNanos;
        watch = watcher.schedule(this::pass, timeoutNanos, TimeUnit.NANOSECONDS);
    }

    long remainingNanos() {
        return Math.max(0, endNanos - ticker.nanos());
    }

    /** For calls that take milliseconds, of which 0 would be no limit. */
    int remainingMillis() {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(remainingNanos())));
    }

    synchronized boolean isPassed() {
        return passed || remainingNanos() == 0;
    }

    /** From now on the deadline, or this probe's end, closes {@code newSocket}, and the one before it is closed. */
    synchronized Socket hold(Socket newSocket) {
        closeSocket();
        socket = newSocket;
        if (passed) {
            closeSocket();
        }
        return newSocket;
    }

    /** The time is over, or is said to be. */
    synchronized void pass() {
        passed = true;
        closeSocket();
    }

    private void closeSocket() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // There is nothing left to close then.
        }
    }

    @Override
    public synchronized void close() {
        watch.cancel(false);
        closeSocket();
    }
}
