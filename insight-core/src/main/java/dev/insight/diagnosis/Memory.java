package dev.insight.diagnosis;

import dev.insight.probe.PathId;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What paths usually take, as it outlives the process: one that is started again in mid-fault must not learn the fault as
 * usual. A small binary form with a version and a time; what is older than a day, or of a path whose hops have changed, is
 * not used. Confined to one thread.
 */
final class Memory {
    private static final int MAGIC = 0x494e5344; // INSD
    private static final int VERSION = 2;
    private static final long MINUTE_MICROS = 60_000_000;
    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final long MAX_AGE_MICROS = 24 * HOUR_MICROS;
    private static final int MAX_PATHS = 20_000;
    private static final int MAX_REMOVED = 1_000;
    private static final int MAX_TERMS = 64;
    private static final int MAX_HOPS = 64;

    /** What is remembered of one term. */
    record RememberedTerm(String name, boolean isSelf, List<String> hides, Baseline usual, float usualQueue) {}

    private record Removed(RememberedPath path, long atMicros) {}

    /** What is remembered of one path. */
    record RememberedPath(List<String> hops, Baseline usual, List<RememberedTerm> terms) {}

    private final Map<PathId, RememberedPath> paths = new HashMap<>();
    /** The same of paths that were measured until just now and may come again with other settings, the latest last. */
    private final Map<PathId, Removed> removed = new LinkedHashMap<>();

    /** What is remembered of a path over {@code hops}, told once; null when nothing is. */
    @Nullable
    RememberedPath take(PathId id, List<String> hops) {
        Removed latest = removed.remove(id);
        RememberedPath path = latest != null ? latest.path() : paths.remove(id);
        return path != null && path.hops().equals(hops) ? path : null;
    }

    /** Keeps what is known of a path that is measured no more, for a minute. */
    void remember(PathState path, long now) {
        removed.remove(path.id());
        if (removed.size() < MAX_REMOVED) {
            removed.put(path.id(), new Removed(path.remembered(), now));
        }
    }

    /** Time has come to {@code now}. */
    void advance(long now) {
        while (!removed.isEmpty()) {
            var eldest = removed.entrySet().iterator().next();
            if (now - eldest.getValue().atMicros() <= MINUTE_MICROS) {
                return;
            }
            removed.remove(eldest.getKey());
        }
    }

    static void write(OutputStream stream, Collection<PathState> paths, long now) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeLong(now);
        out.writeInt(Math.min(MAX_PATHS, paths.size()));
        int written = 0;
        for (PathState path : paths) {
            if (written++ == MAX_PATHS) {
                break;
            }
            out.writeUTF(path.id().source());
            out.writeUTF(path.id().target());
            out.writeUTF(path.id().route());
            out.writeUTF(path.id().service());
            writeNames(out, path.hops());
            path.usual().write(out);
            out.writeInt(path.terms().size());
            for (PathTerm term : path.terms()) {
                out.writeUTF(term.name());
                out.writeBoolean(!term.component().isLink());
                writeNames(out, List.copyOf(term.component().hides()));
                term.usual().write(out);
                out.writeFloat(term.usualQueue());
            }
        }
        out.flush();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param now what the age is told by
     * @throws ForeignBaselinesException if it is none, or of a later version
     * @throws IOException if it cannot be read, is cut short, of an earlier version, too old, or from the future
     */
    static Memory read(InputStream stream, long now) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        try {
            if (in.readInt() != MAGIC) {
                throw new ForeignBaselinesException("these are no baselines of Insight's");
            }
            int version = in.readInt();
            if (version > VERSION) {
                throw new ForeignBaselinesException(
                        "baselines of version " + version + " cannot be read, only of " + VERSION);
            }
            if (version != VERSION) {
                throw new IOException("baselines of version " + version + " cannot be read, only of " + VERSION);
            }
            long age = now - in.readLong();
            if (age < 0 || age > MAX_AGE_MICROS) {
                throw new IOException(
                        age < 0 ? "they are from the future" : "they are " + age / HOUR_MICROS + " hours old");
            }
            Memory memory = new Memory();
            int count = bounded(in.readInt(), MAX_PATHS, "paths");
            for (int i = 0; i < count; i++) {
                PathId id = new PathId(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF());
                memory.paths.put(id, readPath(in));
            }
            return memory;
        } catch (EOFException e) {
            throw new IOException("the baselines are cut short", e);
        }
    }

    private static RememberedPath readPath(DataInputStream in) throws IOException {
        List<String> hops = readNames(in);
        Baseline usual = Baseline.read(in, PathState.LEARNED);
        int count = bounded(in.readInt(), MAX_TERMS, "terms");
        List<RememberedTerm> terms = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            terms.add(new RememberedTerm(
                    in.readUTF(),
                    in.readBoolean(),
                    readNames(in),
                    Baseline.read(in, PathState.LEARNED),
                    Math.max(0, Baseline.finite(in.readFloat()))));
        }
        return new RememberedPath(hops, usual, terms);
    }

    private static void writeNames(DataOutputStream out, List<String> names) throws IOException {
        out.writeInt(names.size());
        for (String name : names) {
            out.writeUTF(name);
        }
    }

    private static List<String> readNames(DataInputStream in) throws IOException {
        int count = bounded(in.readInt(), MAX_HOPS, "names");
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(in.readUTF());
        }
        return List.copyOf(names);
    }

    private static int bounded(int count, int most, String what) throws IOException {
        if (count < 0 || count > most) {
            throw new IOException("the baselines are damaged: " + count + " " + what);
        }
        return count;
    }
}
