package dev.insight.runner.incidents;

import dev.insight.hop.Ticker;
import dev.insight.runner.store.PathStore;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a store's incidents in a file: what is told is there moments later, also when the process is killed, and is in the
 * store again when the next one starts. Whoever tells never waits for the disk. Thread-safe.
 */
public final class IncidentJournal implements AutoCloseable {
    private static final Logger LOG = System.getLogger(IncidentJournal.class.getName());
    private static final String NOWHERE = "; a restart will forget incidents. Name another file with --incidents,"
            + " or accept it with --no-incidents";

    private final JournalLock lock;
    private final JournalWriter writer;

    private IncidentJournal(JournalLock lock, JournalWriter writer) {
        this.lock = lock;
        this.writer = writer;
    }

    /**
     * Has {@code store} know what {@code file} tells, and {@code file} what the store is told from now on. Where that cannot be
     * it is logged, with what would help, and the answer is null: incidents are then kept by the store alone.
     */
    public static @Nullable IncidentJournal keep(PathStore store, Path file) {
        return keep(store, file, new LocalDisk(), Ticker.system());
    }

    static @Nullable IncidentJournal keep(PathStore store, Path file, Disk disk, Ticker ticker) {
        Objects.requireNonNull(store, "store == null");
        Objects.requireNonNull(file, "file == null");
        JournalLock lock = null;
        try {
            Path place = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath(); // a link stays one
            lock = JournalLock.of(place);
            Kept kept = read(place);
            if (kept.skipped() > 0) {
                LOG.log(
                        Level.WARNING,
                        "insight: " + kept.skipped() + " of the lines in " + file
                                + " are of no use and skipped: something else wrote there, or the disk lost them");
            }
            Disk.Out out = disk.append(place);
            JournalWriter writer = new JournalWriter(place, out, disk, store::incidents, ticker);
            store.restore(kept.incidents());
            writer.start(!kept.isEmpty() && !kept.isTorn());
            store.keepIncidents(writer::offer);
            return new IncidentJournal(lock, writer);
        } catch (IOException e) {
            if (lock != null) {
                lock.close();
            }
            LOG.log(Level.WARNING, "insight: incidents cannot be kept in " + file + ": " + reason(e, file) + NOWHERE);
            return null;
        }
    }

    private static Kept read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return JournalReader.read(InputStream.nullInputStream());
        }
        if (!Files.isRegularFile(file)) {
            throw new ForeignJournalException("it is no file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return JournalReader.read(in);
        }
    }

    /** The JDK says of some failures no more than the file's name. */
    private static String reason(IOException e, Path file) {
        if (e instanceof NoSuchFileException) {
            return "its directory does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "this user may not read and write it";
        }
        return Objects.requireNonNullElse(e.getMessage(), e.toString()).replace(file + ": ", "");
    }

    /** How often an incident could not be written when it was told, because the disk was too slow or refused. */
    public long late() {
        return writer.late();
    }

    /** Writes what waits, within ten seconds, and lets others keep the file. */
    @Override
    public void close() {
        writer.close();
        lock.close();
    }
}
