package dev.insight.runner.record;

import dev.insight.hop.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Writes lines in the order they are offered, on a thread of its own. Thread-safe. */
final class LineWriter implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LineWriter.class.getName());
    private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long TICK_MILLIS = 200;
    private static final long CLOSE_MILLIS = 10_000;
    private static final int BATCH_BYTES = 64 * 1_024;

    /** No line: it is told by its identity. */
    @SuppressWarnings("StringOperationCanBeSimplified")
    private static final String END = new String("end");

    private final OutputStream out;
    private final String name;
    private final int capacity;
    private final Ticker ticker;
    private final long startNanos;
    private final Thread thread;
    private final BlockingQueue<String> offered = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong lost = new AtomicLong();

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

    /** Has {@code text} written. Never waits. */
    void offer(String text) {
        if (waiting.incrementAndGet() > capacity) {
            waiting.decrementAndGet();
            if (lost.getAndIncrement() == 0) {
                LOG.log(Level.WARNING, "the disk cannot keep up with recording to " + name + "; records are dropped");
            }
            return;
        }
        offered.add(text);
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
    @SuppressWarnings("ReferenceEquality") // the end is told by its identity
    private boolean take() {
        @Nullable String line = null;
        try {
            line = offered.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Nobody has reason to interrupt this thread, and the recording goes on.
        }
        for (; line != null; line = offered.poll()) {
            if (line == END) {
                return true;
            }
            append(line);
        }
        return false;
    }

    private void append(String line) {
        waiting.decrementAndGet();
        batch.writeBytes(line.getBytes(StandardCharsets.UTF_8));
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
