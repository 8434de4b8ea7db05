package dev.insight;

import dev.insight.diagnosis.Diagnoser;
import dev.insight.diagnosis.ForeignBaselinesException;
import dev.insight.hop.Ticker;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
    private @Nullable FileChannel lock;
    /** What is another's is never written over. */
    private boolean isOurs = true;

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
        if (!Files.isRegularFile(file)) {
            leave("it is no file");
            return;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            diagnoser.restore(in, ticker.epochMicros());
        } catch (ForeignBaselinesException e) {
            leave(e.getMessage());
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "insight: what paths usually take is learned anew, for " + file + " is of no use: "
                            + e.getMessage());
        }
    }

    private void leave(@Nullable String why) {
        isOurs = false;
        LOG.log(
                Level.WARNING,
                "insight: what paths usually take is kept nowhere, for " + file + " is left as it is: " + why);
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
        if (!diagnoser.hasSeen() || !lock()) {
            return; // and what is there stays
        }
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

    /** Whether this process keeps the file, from now on, so that others do not; of those that were told of the same, the first. */
    boolean lock() {
        if (!isOurs || lock != null) {
            return isOurs;
        }
        try {
            FileChannel channel =
                    FileChannel.open(sibling(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                lock = channel;
                return true;
            }
            channel.close();
            leave("another process keeps it");
        } catch (IOException e) {
            fail(e);
        }
        return false;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException byThisProcess) {
            return false;
        }
    }

    /** Lets others keep the file. */
    void unlock() {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                fail(e);
            }
            lock = null;
        }
    }

    private Path sibling(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** Whole or not at all: what was there stays until all is written. */
    private void write(byte[] bytes) {
        try {
            Path place = Files.exists(file) ? file.toRealPath() : file; // a link stays one
            Path next = place.resolveSibling(place.getFileName() + ".new");
            Files.write(next, bytes);
            Files.move(next, place, StandardCopyOption.REPLACE_EXISTING);
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
