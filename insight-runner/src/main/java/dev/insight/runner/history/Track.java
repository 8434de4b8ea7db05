package dev.insight.runner.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of one sort of one path, the latest as they are and those before encoded. Guarded by its path. */
final class Track {
    /** No chunk is of more rows. */
    static final int MOST_ROWS = 120;
    /** Nor of rows that are further apart, so that a chunk's end is never much younger than its begin. */
    private static final long MOST_SPAN_MILLIS = 20 * 60 * 1_000;

    private final PathHistory path;
    private final int fixed;
    private final long keptMillis;
    private final Deque<Chunk> sealed = new ArrayDeque<>(4);
    private Rows open;

    /**
     * @param fixed how many columns there are besides those of parts
     * @param keptMillis how long rows are kept
     */
    Track(PathHistory path, int fixed, long keptMillis) {
        this.path = path;
        this.fixed = fixed;
        this.keptMillis = keptMillis;
        open = new Rows(fixed);
    }

    /** Whose rows they are. */
    PathHistory path() {
        return path;
    }

    /** The rows that are not encoded yet. */
    Rows open() {
        return open;
    }

    /** Whether the open rows are to be sealed before one at {@code millis} is added. */
    boolean isFull(long millis, int mostRows) {
        return open.count() > 0 && (open.count() >= mostRows || Math.abs(millis - open.time(0)) >= MOST_SPAN_MILLIS);
    }

    /** Encodes the open rows before one of {@code millis} is added; what is too old by then goes. */
    void seal(long millis, Ledger ledger, BitWriter out) {
        Chunk made = ChunkCodec.encode(open, fixed, out);
        open.clear();
        made.track = this;
        sealed.addLast(made);
        ledger.add(made);
        // A clock that is set ahead and back again makes nothing old.
        long now = Math.min(millis, made.oldestMillis);
        for (Chunk first = sealed.peekFirst(); first != null && isOver(first, now); first = sealed.peekFirst()) {
            sealed.removeFirst();
            ledger.remove(first);
        }
    }

    /** Too old, or, where a clock was set, of a time that does not come for long. */
    private boolean isOver(Chunk chunk, long now) {
        return chunk.newestMillis < now - keptMillis || chunk.oldestMillis > now + keptMillis;
    }

    /** Lets go of {@code chunk}, which is the oldest. */
    void drop(Chunk chunk) {
        sealed.remove(chunk);
    }

    /** Lets go of all that is not encoded, and of the memory for it. */
    void dropOpen() {
        open = new Rows(fixed);
    }

    void dropAll(Ledger ledger) {
        sealed.forEach(ledger::remove);
        sealed.clear();
        dropOpen();
    }

    /** All there is now; the chunks are immutable, and the open rows the caller's. */
    Snapshot snapshot() {
        return new Snapshot(fixed, new ArrayList<>(sealed), open.copy());
    }

    /** Rows at one moment; to be decoded without holding anybody up. */
    record Snapshot(int fixed, List<Chunk> chunks, Rows open) {
        /** When the oldest row was, or null if there is none. */
        @Nullable
        Long oldestMillis() {
            long oldest = Long.MAX_VALUE;
            for (Chunk chunk : chunks) {
                oldest = Math.min(oldest, chunk.oldestMillis);
            }
            for (int i = 0; i < open.count(); i++) {
                oldest = Math.min(oldest, open.time(i));
            }
            return oldest == Long.MAX_VALUE ? null : oldest;
        }

        /** How many rows there are at least from {@code from} to before {@code to}: those of chunks that lie within. */
        int whole(long from, long to) {
            int rows = 0;
            for (Chunk chunk : chunks) {
                rows += chunk.oldestMillis >= from && chunk.newestMillis < to ? chunk.rows : 0;
            }
            return rows;
        }

        /** The rows from {@code from} to before {@code to}, in no order. */
        Rows rows(long from, long to) {
            Rows all = new Rows(fixed);
            for (Chunk chunk : chunks) {
                if (chunk.newestMillis >= from && chunk.oldestMillis < to) {
                    addAll(all, ChunkCodec.decode(chunk), from, to);
                }
            }
            addAll(all, open, from, to);
            return all;
        }

        private static void addAll(Rows all, Rows some, long from, long to) {
            int[] columns = all.columnsOf(some);
            for (int i = 0; i < some.count(); i++) {
                if (some.time(i) >= from && some.time(i) < to) {
                    all.add(some, i, columns);
                }
            }
        }
    }
}
