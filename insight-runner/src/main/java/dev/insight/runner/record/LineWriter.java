package dev.insight.runner.record;

import dev.insight.hop.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Writes lines on a thread of its own, each when it is due, those due in their order. Thread-safe. */
final class LineWriter implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LineWriter.class.getName());
    private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long TICK_MILLIS = 200;
    private static final long CLOSE_MILLIS = 10_000;
    private static final int BATCH_BYTES = 64 * 1_024;

    /** A line to be written after those of a smaller {@code order}, once {@code dueNanos} has come. */
    private record Line(String text, long order, long dueNanos, long number) {}

    private static final Line END = new Line("", Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    private final OutputStream out;
    private final String name;
    private final int capacity;
    private final Ticker ticker;
    private final long startNanos;
    private final Thread thread;
    private final BlockingQueue<Line> offered = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong number = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();

    private final PriorityQueue<Line> held =
            new PriorityQueue<>(Comparator.comparingLong(Line::order).thenComparingLong(Line::number));
    private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
    private int batchLines;
    private boolean failed;
    private boolean torn;

    LineWriter(OutputStream out, String name, int capacity, Ticker ticker) {
        this.out = out;
        this.name = name;
        this.capacity = capacity;
        this.ticker = ticker;
        startNanos = ticker.nanos();
        thread = new Thread(this::run, "insight-record");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Has {@code text} written before whatever is held. */
    void offer(String text) {
        offer(text, Long.MIN_VALUE, Long.MIN_VALUE);
    }

    /** Has {@code text} written once {@code dueNanos} has come, after lines of a smaller {@code order}. Never waits. */
    void offer(String text, long order, long dueNanos) {
        if (waiting.incrementAndGet() > capacity) {
            waiting.decrementAndGet();
            if (lost.getAndIncrement() == 0) {
                LOG.log(Level.WARNING, "the disk cannot keep up with recording to " + name + "; records are dropped");
            }
            return;
        }
        offered.add(new Line(text, order, dueNanos, number.getAndIncrement()));
    }

    long lost() {
        return lost.get();
    }

    @Override
    public void close() {
        offered.add(END);
        boolean interrupted = false;
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long nextFlush = startNanos + FLUSH_NANOS;
        boolean ended = false;
        while (!ended) {
            ended = take();
            long now = ticker.nanos();
            for (Line line = held.peek(); line != null && (ended || isDue(line, now)); line = held.peek()) {
                held.remove();
                append(line);
            }
            if (batchLines > 0 && (ended || now - nextFlush >= 0)) {
                nextFlush = now + FLUSH_NANOS;
                flush();
            }
        }
        try {
            out.close();
        } catch (IOException e) {
            fail(e);
        }
    }

    /** Takes in what was offered, after waiting a moment for it; whether that was the end. */
    private boolean take() {
        @Nullable Line line = null;
        try {
            line = offered.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Nobody has reason to interrupt this thread, and the recording goes on.
        }
        for (; line != null; line = offered.poll()) {
            if (line.equals(END)) {
                return true;
            }
            held.add(line);
        }
        return false;
    }

    /** Lines that need no place in the order have no due time either, and the ticker may be below zero. */
    private static boolean isDue(Line line, long now) {
        return line.order == Long.MIN_VALUE || now - line.dueNanos >= 0;
    }

    private void append(Line line) {
        waiting.decrementAndGet();
        batch.writeBytes(line.text.getBytes(StandardCharsets.UTF_8));
        batch.write('\n');
        batchLines++;
        if (batch.size() >= BATCH_BYTES) {
            flush();
        }
    }

    private void flush() {
        try {
            if (torn) {
                // What the disk took of the batch it refused may have no end of line.
                out.write('\n');
                torn = false;
            }
            batch.writeTo(out);
            out.flush();
        } catch (IOException e) {
            torn = true;
            lost.addAndGet(batchLines);
            fail(e);
        }
        batch.reset();
        batchLines = 0;
    }

    private void fail(IOException e) {
        if (!failed) {
            failed = true;
            LOG.log(Level.WARNING, "cannot record to " + name + ": " + e.getMessage() + "; probing goes on");
        }
    }
}
