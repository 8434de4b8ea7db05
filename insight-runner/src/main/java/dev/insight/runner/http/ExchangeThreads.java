package dev.insight.runner.http;

import dev.insight.hop.Ticker;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that requests are served on, kept free of clients that dawdle. Thread-safe.
 *
 * <p>The JDK's server reads a request's head on the thread that will answer it, so a client that sends its head by drips,
 * or does not read its answer, holds a thread. Here whoever holds one too long is cut off, and when all are held the
 * longest holder is cut off for the next request: first of those that still send their head, for an honest head comes in
 * one piece. To cut off is to interrupt: a channel whose thread is interrupted closes.
 */
final class ExchangeThreads implements Executor, AutoCloseable {
    private static final long HEAD_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** An honest head comes in one piece, but its thread may have only begun to read it. */
    private static final long HEAD_WHEN_FULL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long ANSWER_WHEN_FULL_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long TICK_MILLIS = 250;

    private final Map<Thread, Holder> holders = new ConcurrentHashMap<>();
    private final Ticker ticker;
    private final int max;
    private final boolean answersOnly;
    private final ThreadPoolExecutor pool;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(named("insight-http-watch"));

    ExchangeThreads(int max, Ticker ticker) {
        this(max, ticker, "insight-http-", false);
    }

    private ExchangeThreads(int max, Ticker ticker, String name, boolean answersOnly) {
        this.max = max;
        this.ticker = ticker;
        this.answersOnly = answersOnly;
        pool = new ThreadPoolExecutor(max, max, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
        pool.allowCoreThreadTimeOut(true);
    }

    /** Threads that read no heads and only write, many at once if it must be, without getting into the way of requests. */
    static ExchangeThreads forAnswers(int max, Ticker ticker) {
        return new ExchangeThreads(max, ticker, "insight-http-stream-", true);
    }

    /** Begins to look after the threads. */
    void watch() {
        var unused =
                watch.scheduleWithFixedDelay(this::cutOffDawdlers, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Serves a connection that has something to read, or writes a probe's answer to one. No more wait here than there are
     * connections, which are bounded: one whose probe is under way has nothing else to serve.
     */
    @Override
    public void execute(Runnable exchange) {
        pool.execute(() -> serve(exchange));
        if (!pool.getQueue().isEmpty() && holders.size() >= max) {
            makeRoom();
        }
    }

    /** The request's head has come; its answer begins. */
    void reachedHandler() {
        Holder holder = holders.get(Thread.currentThread());
        if (holder != null) {
            holder.sinceNanos = ticker.nanos();
            holder.answering = true;
        }
    }

    /**
     * What serves the connection that this thread serves now. Who keeps its exchange and then fails to write to it is to close the
     * exchange and run this: the server then finds the connection closed and forgets it. JDK 17 would else count it for ever, and
     * accept nobody once as many as it allows are counted.
     */
    Runnable connection() {
        Holder holder = holders.get(Thread.currentThread());
        return holder == null ? () -> {} : holder.exchange;
    }

    @Override
    public void close() {
        watch.shutdownNow();
        pool.shutdownNow();
    }

    private void serve(Runnable exchange) {
        Holder holder = new Holder(Thread.currentThread(), exchange, ticker.nanos());
        holder.answering = answersOnly;
        holders.put(holder.thread, holder);
        try {
            exchange.run();
        } finally {
            holder.letGo();
            holders.remove(holder.thread);
        }
    }

    private void cutOffDawdlers() {
        long now = ticker.nanos();
        for (Holder holder : holders.values()) {
            if (holder.heldNanos(now) > (holder.answering ? ANSWER_NANOS : HEAD_NANOS)) {
                holder.cutOff();
            }
        }
        // What waits while a thread is free is about to be taken, and nobody need make room for it.
        for (int waiting = pool.getQueue().size(); waiting > 0 && holders.size() >= max && makeRoom(); waiting--) {
            // Each that waits gets the place of one that dawdles.
        }
    }

    private boolean makeRoom() {
        Holder victim = longest(false, HEAD_WHEN_FULL_NANOS);
        if (victim == null) {
            victim = longest(true, ANSWER_WHEN_FULL_NANOS);
        }
        if (victim == null) {
            return false;
        }
        victim.cutOff();
        return true;
    }

    /** Who has held a thread longest, and for {@code least} at least. */
    private @Nullable Holder longest(boolean answering, long least) {
        long now = ticker.nanos();
        return holders.values().stream()
                .filter(holder -> holder.answering == answering && !holder.isCutOff && holder.heldNanos(now) >= least)
                .min(Comparator.comparingLong(holder -> holder.sinceNanos))
                .orElse(null);
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name.endsWith("-") ? name + number.incrementAndGet() : name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** A request that holds a thread. */
    private static final class Holder {
        private final Thread thread;
        private final Runnable exchange;
        private volatile long sinceNanos;
        private volatile boolean answering;
        private volatile boolean isCutOff;
        private boolean gone;

        Holder(Thread thread, Runnable exchange, long nowNanos) {
            this.thread = thread;
            this.exchange = exchange;
            sinceNanos = nowNanos;
        }

        long heldNanos(long nowNanos) {
            return nowNanos - sinceNanos;
        }

        synchronized void cutOff() {
            isCutOff = true;
            if (!gone) {
                thread.interrupt();
            }
        }

        /** After this the thread is someone else's, and is not interrupted for this request's sake. */
        synchronized void letGo() {
            gone = true;
            var unused = Thread.interrupted();
        }
    }
}
