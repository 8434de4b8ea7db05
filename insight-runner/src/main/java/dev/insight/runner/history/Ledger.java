package dev.insight.runner.history;

import org.jspecify.annotations.Nullable;

/**
 * What all paths' pasts take, and which chunk was sealed first. The pipeline's thread writes; anybody may read the numbers.
 */
final class Ledger {
    private final HistoryConfig config;
    private volatile long budget;
    private @Nullable Chunk oldest;
    private @Nullable Chunk newest;
    private long taken;
    private volatile long bytes; // the same, for others
    private volatile int paths;

    Ledger(HistoryConfig config) {
        this.config = config;
        budget = config.bytesFor(0);
    }

    long budget() {
        return budget;
    }

    long bytes() {
        return bytes;
    }

    int paths() {
        return paths;
    }

    void paths(int count) {
        paths = count;
        budget = config.bytesFor(count);
    }

    boolean isOver() {
        return taken > budget;
    }

    /** So much more is taken, or less. */
    void charge(long more) {
        taken += more;
        bytes = taken;
    }

    /** The chunk that was sealed before all others there are, or null if there is none. */
    @Nullable
    Chunk oldest() {
        return oldest;
    }

    void add(Chunk chunk) {
        chunk.older = newest;
        if (newest == null) {
            oldest = chunk;
        } else {
            newest.newer = chunk;
        }
        newest = chunk;
        charge(chunk.bytes());
    }

    void remove(Chunk chunk) {
        if (chunk.older == null) {
            oldest = chunk.newer;
        } else {
            chunk.older.newer = chunk.newer;
        }
        if (chunk.newer == null) {
            newest = chunk.older;
        } else {
            chunk.newer.older = chunk.older;
        }
        chunk.older = null; // a reader may hold on to it for a while, and not to its neighbours
        chunk.newer = null;
        charge(-chunk.bytes());
    }
}
