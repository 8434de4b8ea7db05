package dev.insight.runner.history;

import static dev.insight.runner.history.DurationCode.UNKNOWN;

import java.util.Arrays;

/** The probes of one step of ten seconds, until it is over. Guarded by its path. */
final class OpenStep {
    /** No step. */
    static final long NONE = Long.MIN_VALUE;
    /** Columns of a step's row, before those of parts. */
    static final int PROBES = 0;

    static final int FAILURES = 1;
    static final int P50 = 2;
    /** Above the median. */
    static final int P99 = 3;
    /** Above the 99th percentile. */
    static final int MAX = 4;

    static final int COLUMNS = 5;

    /** Of more probes, every second is left out of the quantiles, and so on. */
    private static final int MOST_ROWS = 1_024;

    private final Rows rows = new Rows(1);
    private long millis = NONE;
    private int probes;
    private int failures;
    private int every = 1;
    private short max = UNKNOWN;
    private boolean isTaken;

    /** When it begins, or {@code NONE}. */
    long millis() {
        return millis;
    }

    long bytes() {
        return rows.bytes();
    }

    void begin(long newMillis) {
        millis = newMillis;
        probes = 0;
        failures = 0;
        every = 1;
        max = UNKNOWN;
        rows.clear();
    }

    /** A probe: its latency, {@code UNKNOWN} if there is none that counts. */
    void add(boolean isFailure, short latency) {
        failures += isFailure ? 1 : 0;
        isTaken = probes % every == 0 && latency != UNKNOWN;
        probes++;
        max = latency == UNKNOWN ? max : (short) Math.max(max, latency);
        if (isTaken) {
            if (rows.count() == MOST_ROWS) {
                rows.halve();
                every *= 2;
            }
            rows.begin(0);
            rows.set(0, latency);
        }
    }

    /** What a part of that probe's latency was. */
    void set(KnownTerm term, int guess, short value) {
        if (isTaken) {
            rows.set(term, guess, value);
        }
    }

    /** Adds what this step was to {@code steps}. */
    void write(Rows steps) {
        steps.begin(millis);
        steps.set(PROBES, Math.min(probes, Short.MAX_VALUE));
        steps.set(FAILURES, Math.min(failures, Short.MAX_VALUE));
        short[] sorted = new short[rows.count()];
        int known = sorted(0, sorted);
        if (known == 0) {
            return;
        }
        int p50 = rank(sorted, known, 0.5);
        int p99 = rank(sorted, known, 0.99);
        steps.set(P50, p50);
        steps.set(P99, p99 - p50);
        steps.set(MAX, max - p99);
        KnownTerm[] terms = rows.terms();
        for (int i = 0; i < terms.length; i++) {
            known = sorted(i + 1, sorted);
            if (known > 0) {
                steps.set(terms[i], i, rank(sorted, known, 0.5));
            }
        }
    }

    private int sorted(int column, short[] into) {
        int known = 0;
        for (int i = 0; i < rows.count(); i++) {
            short value = rows.get(i, column);
            if (value != UNKNOWN) {
                into[known++] = value;
            }
        }
        Arrays.sort(into, 0, known);
        return known;
    }

    private static int rank(short[] sorted, int count, double quantile) {
        return sorted[(int) Math.ceil(quantile * count) - 1];
    }
}
