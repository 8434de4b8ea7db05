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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines on a thread of its own, in their order, each once it has been held as long as lines are held now. What
 * waits is bounded in bytes; beyond that lines are lost, and it is said which of disk and hold is to blame. Thread-safe.
 */
final class LineWriter implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LineWriter.class.getName());
    private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long TICK_MILLIS = 200;
    private static final long CLOSE_MILLIS = 10_000;
    private static final int BATCH_BYTES = 64 * 1_024;
    /** Beyond its text, about what a line that waits takes of the heap. */
    private static final int LINE_BYTES = 100;
    /** Who finds nothing overdue by more than this does not wait for the disk. */
    private static final long OVERDUE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** A line to be written after those of a smaller order. */
    private static final class Line {
        private final byte[] text;
        private final long order;
        /** When its hold begins. */
        private final long startNanos;

        private final long number;

        Line(byte[] text, long order, long startNanos, long number) {
            this.text = text;
            this.order = order;
            this.startNanos = startNanos;
            this.number = number;
        }

        long order() {
            return order;
        }

        long number() {
            return number;
        }

        long bytes() {
            return (long) text.length + LINE_BYTES;
        }
    }

    private static final Line END = new Line(new byte[0], Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    private final OutputStream out;
    private final String name;
    private final long capacity;
    private final Ticker ticker;
    private final long startNanos;
    private final Thread thread;
    private final BlockingQueue<Line> offered = new LinkedBlockingQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong number = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicBoolean blamedDisk = new AtomicBoolean();
    private final AtomicBoolean blamedHold = new AtomicBoolean();
    private volatile long holdNanos;
    /** The first of those that wait for their time, as the writer last saw it. */
    private volatile @Nullable Line first;

    private final PriorityQueue<Line> held =
            new PriorityQueue<>(Comparator.comparingLong(Line::order).thenComparingLong(Line::number));
    private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
    private int batchLines;
    private boolean failed;
    private boolean torn;

    /** Writes to {@code out}, called {@code name}; {@code capacity} is how many bytes may wait. */
    LineWriter(OutputStream out, String name, long capacity, Ticker ticker) {
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

    /** From now on lines are held for {@code nanos}, those too that wait already. */
    void hold(long nanos) {
        holdNanos = nanos;
    }

    /** Has {@code text} written before whatever is held. */
    void offer(String text) {
        offer(text, Long.MIN_VALUE, Long.MIN_VALUE);
    }

    /** Has {@code text} written when its hold from {@code startNanos} is over, after those of a smaller {@code order}. */
    void offer(String text, long order, long startNanos) {
        Line line = new Line(text.getBytes(StandardCharsets.UTF_8), order, startNanos, number.getAndIncrement());
        if (waiting.addAndGet(line.bytes()) > capacity) {
            waiting.addAndGet(-line.bytes());
            lost.getAndIncrement();
            blame();
            return;
        }
        offered.add(line);
    }

    /** Lines that wait for no more than their time were not kept waiting by the disk. */
    private void blame() {
        Line oldest = first;
        if (oldest == null || ticker.nanos() - oldest.startNanos >= holdNanos + OVERDUE_NANOS) {
            if (!blamedDisk.getAndSet(true)) {
                LOG.log(Level.WARNING, "the disk cannot keep up with recording to " + name + "; records are dropped");
            }
        } else if (!blamedHold.getAndSet(true)) {
            LOG.log(
                    Level.WARNING,
                    "more records are held than the " + capacity + " bytes there is room for, and further ones are not"
                            + " written to " + name + ": they wait " + TimeUnit.NANOSECONDS.toSeconds(holdNanos)
                            + " s for their order, as long as the slowest path's timeout; shorten that, or probe less often");
        }
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
            first = held.peek();
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

    /** Lines that need no place in the order are not held either, and the ticker may be below zero. */
    private boolean isDue(Line line, long now) {
        return line.order == Long.MIN_VALUE || now - line.startNanos >= holdNanos;
    }

    private void append(Line line) {
        waiting.addAndGet(-line.bytes());
        batch.writeBytes(line.text);
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
