package dev.insight.runner.record;

import dev.insight.OrderedListener;
import dev.insight.ProbeReport;
import dev.insight.diagnosis.HostLoad;
import dev.insight.hop.Ticker;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
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

/**
 * Writes everything an {@code Insight} finds to a file, to be replayed. Lines are in the order in which it is told, that of
 * intended starts, which is the order that diagnosis sees. Who reports never waits for the disk: a thread
 * of the recorder's own writes, what it cannot keep up with is dropped and counted, and a disk that fails is said once
 * and counted while probing goes on. Thread-safe.
 */
public final class Recorder implements OrderedListener, AutoCloseable {
    private static final int CAPACITY = 20_000;

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
            return to(out, file.toString(), CAPACITY, Ticker.system());
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

    static Recorder to(OutputStream out, String name, int capacity, Ticker ticker) {
        LineWriter writer = new LineWriter(out, name, capacity, ticker);
        writer.start();
        return new Recorder(writer);
    }

    /** Records that are lost: dropped because the disk was too slow, or refused by it. */
    public long lost() {
        return writer.lost();
    }

    @Override
    public synchronized void added(Probe probe) {
        RecordedPath path = new RecordedPath(probe);
        paths.put(probe.path(), path);
        writer.offer(RecordJson.path(path));
    }

    @Override
    public synchronized void removed(Probe probe, long epochMicros) {
        RecordedPath path = paths.get(probe.path());
        if (path != null && path.probe().equals(probe)) {
            paths.remove(probe.path());
            writer.offer(RecordJson.removed(probe.path(), epochMicros));
        }
    }

    @Override
    public synchronized void report(ProbeReport report) {
        ProbeResult result = report.result();
        RecordedPath path = paths.get(result.slot().probe().path());
        if (path == null) {
            return;
        }
        if (result.slot().kind() == ProbeKind.COLD) {
            writer.offer(RecordJson.cold(result));
            return;
        }
        if (path.learn(result.path())) {
            writer.offer(RecordJson.path(path));
        }
        writer.offer(RecordJson.probe(result, path));
    }

    @Override
    public synchronized void skipped(Slot slot, SkipReason reason) {
        writer.offer(RecordJson.skipped(slot, reason));
    }

    @Override
    public synchronized void load(HostLoad load) {
        writer.offer(RecordJson.host(load));
    }

    /** Writes what waits, within ten seconds, and closes the file. */
    @Override
    public void close() {
        writer.close();
    }
}
