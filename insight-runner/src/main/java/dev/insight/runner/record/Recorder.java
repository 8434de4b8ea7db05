package dev.insight.runner.record;

import dev.insight.InsightListener;
import dev.insight.ProbeReport;
import dev.insight.hop.Ticker;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.SkipReason;
import dev.insight.probe.Slot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Writes everything an {@code Insight} finds to a file, to be replayed. Lines are in the order of intended starts, for
 * which a record is held until none that started earlier can still come. Who reports never waits for the disk: a thread
 * of the recorder's own writes; what there is no room to hold, or it cannot keep up with, is dropped, counted and said
 * once, and so is a disk that fails, while probing goes on. Thread-safe.
 */
public final class Recorder implements InsightListener, AutoCloseable {
    /** What may wait: a hundred thousand records, unless that would be much of the heap. */
    private static final long CAPACITY_BYTES =
            Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 8);

    /** For the way from the prober through the pipeline, beyond the longest timeout. */
    private static final long SLACK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Map<PathId, RecordedPath> paths = new HashMap<>();
    private final LineWriter writer;

    private Recorder(LineWriter writer) {
        this.writer = writer;
    }

    /**
     * Appends to {@code file}, which is made where there is none. Where its last line has no end, as after a crash or a
     * full disk, that line is ended first.
     *
     * @throws IOException when it cannot be opened for writing
     */
    public static Recorder to(Path file) throws IOException {
        Objects.requireNonNull(file, "file == null");
        try {
            boolean isTorn = isTorn(file);
            OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (isTorn) {
                out.write('\n');
            }
            return to(out, file.toString(), CAPACITY_BYTES, Ticker.system());
        } catch (IOException e) {
            throw new IOException("cannot record to " + file + ": " + reason(e, file), e);
        }
    }

    /** Whether the last line has no end; of what may be written but not read, nobody knows. */
    private static boolean isTorn(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            return false;
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            if (channel.size() == 0) {
                return false;
            }
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.position(channel.size() - 1).read(last);
            return last.get(0) != '\n';
        }
    }

    /** The JDK says of some failures no more than the file's name. */
    private static String reason(IOException e, Path file) {
        if (e instanceof NoSuchFileException) {
            return "its directory does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "this user may not write it";
        }
        String message = String.valueOf(e.getMessage());
        String prefix = file + ": ";
        return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    }

    static Recorder to(OutputStream out, String name, long capacityBytes, Ticker ticker) {
        LineWriter writer = new LineWriter(out, name, capacityBytes, ticker);
        writer.start();
        return new Recorder(writer);
    }

    /** Records that are lost: dropped because the disk was too slow or too many were held, or refused by the disk. */
    public long lost() {
        return writer.lost();
    }

    @Override
    public synchronized void onAdded(Probe probe) {
        RecordedPath path = new RecordedPath(probe);
        paths.put(probe.path(), path);
        holdForTheSlowest();
        writer.offer(RecordJson.path(path));
    }

    @Override
    public synchronized void onRemoved(Probe probe) {
        paths.computeIfPresent(probe.path(), (id, path) -> path.probe().equals(probe) ? null : path);
        holdForTheSlowest();
    }

    /** Of a path that was removed no more is told, so that only those measured now count. */
    private void holdForTheSlowest() {
        writer.hold(SLACK_NANOS
                + paths.values().stream()
                        .mapToLong(path -> path.probe().timeout().toNanos())
                        .max()
                        .orElse(0));
    }

    @Override
    public synchronized void onReport(ProbeReport report) {
        Slot slot = report.result().slot();
        RecordedPath path = paths.get(slot.probe().path());
        if (path == null) {
            return;
        }
        if (slot.kind() == ProbeKind.COLD) {
            hold(slot, RecordJson.cold(report.result()));
            return;
        }
        if (path.learn(report.result().path())) {
            writer.offer(RecordJson.path(path));
        }
        hold(slot, RecordJson.probe(report.result(), path));
    }

    @Override
    public synchronized void onSkipped(Slot slot, SkipReason reason) {
        hold(slot, RecordJson.skipped(slot, reason));
    }

    /** Writes what waits, within ten seconds, and closes the file. */
    @Override
    public void close() {
        writer.close();
    }

    private void hold(Slot slot, String line) {
        writer.offer(line, slot.intendedEpochMicros(), slot.intendedNanos());
    }
}
