package dev.insight.runner.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.RejectedExecutionException;

/**
 * One client's stream of events. Between writes it holds no thread; at most one write is under way, and what changes meanwhile is sent
 * together after it. Thread-safe.
 */
final class EventStream {
    private static final byte[] RETRY = "retry: 2000\n".getBytes(StandardCharsets.US_ASCII);

    private final HttpExchange exchange;
    private final Runnable connection;
    private final EventFeed feed;
    private final ExchangeThreads threads;
    private boolean writing = true;
    private long told;
    private long statusTold;

    /** Until {@link #begin} has returned it is writing. {@code connection}: see {@link ExchangeThreads#connection}. */
    EventStream(HttpExchange exchange, Runnable connection, EventFeed feed, ExchangeThreads threads) {
        this.exchange = exchange;
        this.connection = connection;
        this.feed = feed;
        this.threads = threads;
    }

    /** Writes, on the calling thread, what a client that was told up to {@code since} lacks: all of it where that is -1. */
    void begin(long since, long statusNumber) throws IOException {
        OutputStream out = exchange.getResponseBody();
        out.write(RETRY);
        long number;
        if (since < 0) {
            number = feed.writeSnapshot(out);
        } else {
            number = feed.writeChanges(since, out);
            out.write(feed.status(number));
        }
        out.flush();
        written(number, statusNumber);
    }

    /** Sends what is new, unless the client has still to take in what went before. */
    void offer(EventTick tick, EventStreams streams) {
        synchronized (this) {
            if (writing || (tick.number() <= told && tick.statusNumber() <= statusTold)) {
                return;
            }
            writing = true;
        }
        try {
            threads.execute(() -> {
                try {
                    write(tick);
                } catch (IOException | RuntimeException | Error e) {
                    streams.drop(this, e);
                }
            });
        } catch (RejectedExecutionException e) {
            streams.forget(this); // the server has ended meanwhile, and closes all connections
        } catch (Error e) {
            retry(); // the system has no more threads now
            throw e;
        }
    }

    private void write(EventTick tick) throws IOException {
        OutputStream out = exchange.getResponseBody();
        long before;
        boolean isStatusNew;
        synchronized (this) {
            before = told;
            isStatusNew = tick.statusNumber() > statusTold;
        }
        long number = Math.max(before, tick.number());
        if (before < tick.since()) {
            number = feed.writeChanges(before, out);
        } else if (before < tick.number()) {
            out.write(tick.changes());
        }
        if (isStatusNew) {
            out.write(tick.status());
        }
        out.flush();
        written(number, tick.statusNumber());
    }

    private synchronized void retry() {
        writing = false;
    }

    private synchronized void written(long number, long statusNumber) {
        told = number;
        statusTold = statusNumber;
        writing = false;
    }

    /** Closes the connection, after a write to it that failed. */
    void close() {
        exchange.close();
        connection.run();
    }
}
