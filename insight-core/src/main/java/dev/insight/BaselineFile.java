package dev.insight;

import dev.insight.diagnosis.Diagnoser;
import dev.insight.hop.Ticker;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what paths usually take in a file, so that a prober that is started again in mid-fault does not learn the fault as
 * usual. A file that cannot be read or written is said, and costs nothing else. Confined to the pipeline thread; what is
 * saved is written by a thread of its own, for disks may hang.
 */
final class BaselineFile {
    private static final Logger LOG = System.getLogger(BaselineFile.class.getName());
    private static final long EVERY_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final long WAIT_MILLIS = 2_000;

    private final Path file;
    private final ThreadFactory threads;
    private final Ticker ticker;
    private final AtomicBoolean failed = new AtomicBoolean();
    private long nextNanos;
    private @Nullable Thread writing;

    BaselineFile(Path file, ThreadFactory threads, Ticker ticker) {
        this.file = file;
        this.threads = threads;
        this.ticker = ticker;
        nextNanos = ticker.nanos() + EVERY_NANOS;
    }

    /** Tells {@code diagnoser} what was saved, if anything was. */
    void restore(Diagnoser diagnoser) {
        if (!Files.exists(file)) {
            return;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            diagnoser.restore(in, ticker.epochMicros());
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "insight: what paths usually take is learned anew, for " + file + " is of no use: "
                            + e.getMessage());
        }
    }

    /** Saves what {@code diagnoser} knows if that was not done for a while. */
    void saveIfDue(Diagnoser diagnoser) {
        if (ticker.nanos() - nextNanos >= 0) {
            nextNanos = ticker.nanos() + EVERY_NANOS;
            save(diagnoser);
        }
    }

    /** Saves what {@code diagnoser} knows, and waits until it is written, or for a few seconds. */
    void saveAtLast(Diagnoser diagnoser) {
        await();
        save(diagnoser);
        await();
    }

    private void save(Diagnoser diagnoser) {
        if (writing != null && writing.isAlive()) {
            return; // the disk hangs; the next one has newer values anyway
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            diagnoser.save(bytes);
        } catch (IOException e) {
            fail(e);
            return;
        }
        Thread thread = threads.newThread(() -> write(bytes.toByteArray()));
        thread.setName("insight-baselines");
        thread.setDaemon(true);
        thread.start();
        writing = thread;
    }

    /** Whole or not at all: what was there stays until all is written. */
    private void write(byte[] bytes) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".new");
            Files.write(next, bytes);
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            fail(e);
        }
    }

    private void fail(IOException e) {
        if (!failed.getAndSet(true)) {
            LOG.log(Level.WARNING, "insight: what paths usually take cannot be saved to " + file + ": " + e);
        }
    }

    private void await() {
        if (writing != null) {
            try {
                writing.join(WAIT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
