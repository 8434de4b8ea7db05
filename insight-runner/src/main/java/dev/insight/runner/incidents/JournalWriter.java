package dev.insight.runner.incidents;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.insight.hop.Ticker;
import dev.insight.runner.store.IncidentChange;
import dev.insight.runner.store.IncidentSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes a journal on a thread of its own. Each batch is on the disk before the next is begun. What could not be written is
 * not lost while the process lives: the whole journal is written anew, from what the store knows, as soon as that works.
 * Thread-safe.
 */
final class JournalWriter implements AutoCloseable {
    private static final Logger LOG = System.getLogger(JournalWriter.class.getName());
    /** Room for far more than are told in the time a disk takes. */
    private static final int CAPACITY = 1_024;
    /** A journal that is shorter is not written anew only to be shorter still. */
    private static final long SHORT_BYTES = 1 << 20;

    /** How often the open ones are said to be so, though there is no news: until when they were is known after a kill. */
    private static final long STILL_OPEN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long TICK_MILLIS = 200;
    private static final long CLOSE_MILLIS = 10_000;

    /** What waits to be written, or nothing, which only wakes. */
    private record Offer(@Nullable IncidentSnapshot incident) {}

    private final Path file;
    private final Disk disk;
    private final Supplier<List<IncidentSnapshot>> all;
    private final Ticker ticker;
    private final Thread thread;
    private final BlockingQueue<Offer> offered = new LinkedBlockingQueue<>(CAPACITY);
    private final AtomicLong late = new AtomicLong();
    /** Whether the file lacks something that the store knows. */
    private final AtomicBoolean isBehind = new AtomicBoolean();

    private volatile boolean isEnding;

    // The writing thread's own, once it has started.
    private Disk.Out out;
    private long mostBytes = SHORT_BYTES;
    private long retryNanos;
    private long stillOpenNanos;
    private boolean isFailing;

    JournalWriter(Path file, Disk.Out out, Disk disk, Supplier<List<IncidentSnapshot>> all, Ticker ticker) {
        this.file = file;
        this.out = out;
        this.disk = disk;
        this.all = all;
        this.ticker = ticker;
        retryNanos = ticker.nanos();
        stillOpenNanos = ticker.nanos();
        thread = new Thread(this::run, "insight-incidents");
        thread.setDaemon(true);
    }

    /** Begins to write; a journal that is not sound to its end is written anew before anything is added to it. */
    void start(boolean isSound) {
        isBehind.set(!isSound);
        thread.start();
    }

    /** Has what was told of {@code incident} last written. Never waits. */
    void offer(IncidentSnapshot incident) {
        if (!offered.offer(new Offer(incident))) {
            late.incrementAndGet();
            isBehind.set(true);
        }
    }

    long late() {
        return late.get();
    }

    @Override
    public void close() {
        isEnding = true;
        offered.offer(new Offer(null)); // and where that has no room the thread is awake
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
        boolean isLast = false;
        while (!isLast) {
            isLast = isEnding; // what was offered before that is taken below
            write(take(), isLast);
        }
        try {
            out.close();
        } catch (IOException e) {
            failed(e);
        }
    }

    /** What was offered, after waiting a moment for it. */
    private List<IncidentSnapshot> take() {
        List<Offer> batch = new ArrayList<>();
        try {
            Offer first = isEnding ? offered.poll() : offered.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
                offered.drainTo(batch);
            }
        } catch (InterruptedException e) {
            // Nobody has reason to interrupt this thread, and incidents go on.
        }
        return batch.stream().map(Offer::incident).filter(Objects::nonNull).toList();
    }

    private void write(List<IncidentSnapshot> batch, boolean isLast) {
        try {
            if (isBehind.get()) {
                late.addAndGet(isFailing ? batch.size() : 0);
                if (isLast || ticker.nanos() - retryNanos >= 0) {
                    rewrite();
                }
            } else {
                append(batch);
            }
        } catch (IOException | RuntimeException e) {
            late.addAndGet(isFailing ? 0 : batch.size());
            isBehind.set(true);
            retryNanos = ticker.nanos() + RETRY_NANOS;
            failed(e);
        }
    }

    private void append(List<IncidentSnapshot> batch) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (IncidentSnapshot incident : batch) {
            // What was told of one before it was interrupted was told then.
            bytes.writeBytes(incident.isInterrupted() ? interrupted(incident) : JournalLine.latest(incident));
        }
        if (ticker.nanos() - stillOpenNanos >= STILL_OPEN_NANOS) {
            bytes.writeBytes(stillOpen(ticker.epochMicros(), all.get()));
        }
        if (bytes.size() == 0) {
            return;
        }
        out.write(bytes.toByteArray());
        out.sync();
        if (out.size() > mostBytes) {
            rewrite();
        }
    }

    /** Writes what the store knows to a file beside, which then takes the journal's place. */
    private void rewrite() throws IOException {
        isBehind.set(false); // before the store is asked: what is told meanwhile, and dropped, is not in it perhaps
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Disk.Out made = disk.create(next, file);
        try {
            made.write((JournalLine.HEADER + "\n").getBytes(US_ASCII));
            long micros = ticker.epochMicros();
            List<IncidentSnapshot> incidents = all.get();
            for (int i = incidents.size() - 1; i >= 0; i--) {
                made.write(lines(incidents.get(i)));
            }
            made.write(stillOpen(micros, incidents));
            made.sync();
            disk.move(next, file);
            mostBytes = Math.max(SHORT_BYTES, 2 * made.size());
        } catch (IOException | RuntimeException e) {
            made.close();
            throw e;
        }
        Disk.Out old = out;
        out = made;
        if (isFailing) {
            isFailing = false;
            LOG.log(Level.INFO, "insight: incidents are kept in " + file + " again, none is missing");
        }
        old.close();
    }

    private static byte[] lines(IncidentSnapshot incident) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<IncidentChange> timeline = incident.timeline();
        for (int i = 0; i < timeline.size() - 1; i++) {
            // After the first some may be left out.
            long number = i == 0 ? 1 : incident.changes() - (timeline.size() - 1 - i);
            bytes.writeBytes(JournalLine.earlier(incident.id(), number, timeline.get(i)));
        }
        bytes.writeBytes(JournalLine.latest(incident));
        if (incident.isInterrupted()) {
            bytes.writeBytes(interrupted(incident));
        }
        return bytes.toByteArray();
    }

    private static byte[] interrupted(IncidentSnapshot incident) {
        return new StillOpen(incident.closedEpochMicros(), List.of(incident.id())).line();
    }

    /** Says which of {@code incidents} were open at {@code micros}, or nothing where none was. */
    private byte[] stillOpen(long micros, List<IncidentSnapshot> incidents) {
        stillOpenNanos = ticker.nanos();
        List<String> open = incidents.stream()
                .filter(IncidentSnapshot::isOpen)
                .map(IncidentSnapshot::id)
                .toList();
        return open.isEmpty() ? new byte[0] : new StillOpen(micros, open).line();
    }

    private void failed(Exception e) {
        if (!isFailing) {
            isFailing = true;
            LOG.log(
                    Level.WARNING,
                    "insight: incidents cannot be written to " + file + " now: " + e.getMessage()
                            + "; make room or name another file with --incidents. It is tried again until it works");
        }
    }
}
