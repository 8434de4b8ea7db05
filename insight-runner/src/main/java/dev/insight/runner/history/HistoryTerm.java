package dev.insight.runner.history;

import dev.insight.decomposition.Term;
import java.util.Arrays;

/** What one part of a path's latency was, row by row of a {@link HistoryWindow}. Immutable. */
public final class HistoryTerm {
    private final Term.Kind kind;
    private final String name;
    private final String display;
    private final long[] p50Nanos;

    /** A part of which nothing is known in any of so many rows. */
    HistoryTerm(Term.Kind kind, String name, String display, int rows) {
        this.kind = kind;
        this.name = name;
        this.display = display;
        p50Nanos = new long[rows];
        Arrays.fill(p50Nanos, HistoryWindow.UNKNOWN);
    }

    /** Before anybody else sees this. */
    void p50Nanos(int row, long nanos) {
        p50Nanos[row] = nanos;
    }

    /** Whether anything is known of it. */
    boolean isKnown() {
        return !Arrays.stream(p50Nanos).allMatch(nanos -> nanos == HistoryWindow.UNKNOWN);
    }

    /** What sort of part. */
    public Term.Kind kind() {
        return kind;
    }

    /** {@code hop} or {@code a>b}, as in {@link Term}. */
    public String name() {
        return name;
    }

    /** The name for a person, as in {@link Term#display()}, of the latest call. */
    public String display() {
        return display;
    }

    /** The median in {@code row}, or {@link HistoryWindow#UNKNOWN}; it may be a little below nothing. */
    public long p50Nanos(int row) {
        return p50Nanos[row];
    }
}
