package dev.insight.runner.history;

import org.jspecify.annotations.Nullable;

/** Rows of one path, encoded. What it says is immutable; its place among all chunks belongs to the {@link Ledger}. */
final class Chunk {
    /** An object of these fields, and an array's head. */
    private static final long BYTES = 72 + 16;

    final int fixed;
    final int rows;
    final long firstMillis;
    final long oldestMillis;
    final long newestMillis;
    final KnownTerm[] terms;
    final byte[] data;

    @Nullable
    Track track;

    @Nullable
    Chunk older;

    @Nullable
    Chunk newer;

    /** {@code rows}, of which there is at least one, as {@code data} has them. */
    Chunk(Rows rows, int fixed, byte[] data) {
        this.fixed = fixed;
        this.rows = rows.count();
        this.data = data;
        terms = rows.terms();
        firstMillis = rows.time(0);
        long oldest = firstMillis;
        long newest = firstMillis;
        for (int i = 1; i < rows.count(); i++) {
            oldest = Math.min(oldest, rows.time(i));
            newest = Math.max(newest, rows.time(i));
        }
        oldestMillis = oldest;
        newestMillis = newest;
    }

    /** How much memory it takes, roughly. */
    long bytes() {
        return BYTES + data.length;
    }
}
