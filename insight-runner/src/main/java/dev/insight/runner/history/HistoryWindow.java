package dev.insight.runner.history;

import dev.insight.decomposition.Term;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A path's past in a window of time, row by row, the oldest first. A row is a probe or a step: of a step nobody probed in,
 * no probe is counted and nothing is known. Immutable.
 */
public final class HistoryWindow {
    /** No duration: no probe ended well, or nobody can say. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private final long stepMillis;
    private final OptionalLong oldestMillis;
    private final int size;
    private final long[] millis;
    private final long[] p50Nanos;
    private final long[] p99Nanos;
    private final long[] maxNanos;
    private final int[] probes;
    private final int[] failures;
    private final List<HistoryTerm> terms;

    private HistoryWindow(Builder from, OptionalLong oldestMillis) {
        stepMillis = from.stepMillis;
        this.oldestMillis = oldestMillis;
        size = from.size;
        millis = from.millis;
        p50Nanos = from.p50Nanos;
        p99Nanos = from.p99Nanos;
        maxNanos = from.maxNanos;
        probes = from.probes;
        failures = from.failures;
        terms = from.terms.values().stream().filter(HistoryTerm::isKnown).toList();
    }

    /** A window to be filled with {@code rows} rows; {@code stepMillis} is 0 if these are probes. */
    public static Builder builder(int rows, long stepMillis) {
        return new Builder(rows, stepMillis);
    }

    /** Whether a row is a probe. */
    public boolean isDetail() {
        return stepMillis == 0;
    }

    /** How long a step is, or 0 if a row is a probe. */
    public long stepMillis() {
        return stepMillis;
    }

    /** How far memory reaches back, whatever was asked; empty if it holds nothing. */
    public OptionalLong oldestMillis() {
        return oldestMillis;
    }

    /** How many rows there are. */
    public int size() {
        return size;
    }

    /** When a step begins, or a probe was to start, since the epoch. */
    public long millis(int row) {
        return millis[row];
    }

    /** The median latency, or {@link #UNKNOWN}. */
    public long p50Nanos(int row) {
        return p50Nanos[row];
    }

    /** The 99th percentile, of longer steps most often a little more; or {@link #UNKNOWN}. */
    public long p99Nanos(int row) {
        return p99Nanos[row];
    }

    /** The largest latency, or {@link #UNKNOWN}. */
    public long maxNanos(int row) {
        return maxNanos[row];
    }

    /** How many warm probes ended. */
    public int probes(int row) {
        return probes[row];
    }

    /** How many of them did not end OK. */
    public int failures(int row) {
        return failures[row];
    }

    /** The latency's parts of which something is known in this window, in the order of the path. */
    public List<HistoryTerm> terms() {
        return terms;
    }

    /** This with {@code older} before it, whose steps are as long. */
    public HistoryWindow after(HistoryWindow older) {
        Builder both = new Builder(older.size + size, stepMillis);
        for (HistoryTerm term : terms) {
            both.place(term.kind(), term.name(), term.display());
        }
        both.addAll(older);
        both.addAll(this);
        return both.build(oldestMillis);
    }

    private record TermKey(Term.Kind kind, String name) {}

    /** Collects rows. Not safe for use by many threads. */
    public static final class Builder {
        private final long stepMillis;
        private final long[] millis;
        private final long[] p50Nanos;
        private final long[] p99Nanos;
        private final long[] maxNanos;
        private final int[] probes;
        private final int[] failures;
        private final Map<TermKey, HistoryTerm> terms = new LinkedHashMap<>();
        private int size;

        private Builder(int rows, long stepMillis) {
            this.stepMillis = stepMillis;
            millis = new long[rows];
            p50Nanos = unknown(rows);
            p99Nanos = unknown(rows);
            maxNanos = unknown(rows);
            probes = new int[rows];
            failures = new int[rows];
        }

        /** Begins a row in which nothing is known and nobody probed. */
        public Builder row(long newMillis) {
            millis[size++] = newMillis;
            return this;
        }

        /** How many probes ended in the latest row, and how many of them not well. */
        public Builder probes(int count, int failed) {
            probes[size - 1] = count;
            failures[size - 1] = failed;
            return this;
        }

        /** How long they took, each {@link #UNKNOWN} or nanoseconds. */
        public Builder latency(long p50, long p99, long max) {
            p50Nanos[size - 1] = p50;
            p99Nanos[size - 1] = p99;
            maxNanos[size - 1] = max;
            return this;
        }

        /** The median of a part in the latest row. */
        public Builder term(Term.Kind kind, String name, String display, long p50) {
            rows(kind, name, display).p50Nanos(size - 1, p50);
            return this;
        }

        /** The next part in the order of the path, if something becomes known of it; others come behind. */
        Builder place(Term.Kind kind, String name, String display) {
            rows(kind, name, display);
            return this;
        }

        private HistoryTerm rows(Term.Kind kind, String name, String display) {
            return terms.computeIfAbsent(
                    new TermKey(kind, name), key -> new HistoryTerm(kind, name, display, millis.length));
        }

        private void addAll(HistoryWindow other) {
            for (int i = 0; i < other.size; i++) {
                row(other.millis[i]);
                probes(other.probes[i], other.failures[i]);
                latency(other.p50Nanos[i], other.p99Nanos[i], other.maxNanos[i]);
                for (HistoryTerm term : other.terms) {
                    if (term.p50Nanos(i) != UNKNOWN) {
                        term(term.kind(), term.name(), term.display(), term.p50Nanos(i));
                    }
                }
            }
        }

        /** The window; {@code oldestMillis} says how far memory reaches back. */
        public HistoryWindow build(OptionalLong oldestMillis) {
            return new HistoryWindow(this, oldestMillis);
        }

        private static long[] unknown(int rows) {
            long[] made = new long[rows];
            Arrays.fill(made, UNKNOWN);
            return made;
        }
    }
}
