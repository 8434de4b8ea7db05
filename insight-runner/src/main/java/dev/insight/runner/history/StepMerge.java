package dev.insight.runner.history;

import static dev.insight.runner.history.DurationCode.UNKNOWN;

import java.util.Arrays;

/**
 * Makes one step of several: a longer one, or one of which a part came late. Medians and 99th percentiles are those of the
 * parts' own, each counted as often as it has values; the 99th is then mostly that of the worst part, and too high. Confined
 * to one thread.
 */
final class StepMerge {
    private static final int WEIGHT_BITS = 31;

    private final Rows rows;
    private final int[] merged;

    /** Of {@code keys} from {@code from} to before {@code to}, whose lowest bits say rows. */
    StepMerge(Rows rows, long[] keys, int from, int to, int rowBits) {
        this.rows = rows;
        merged = new int[to - from];
        for (int i = 0; i < merged.length; i++) {
            merged[i] = (int) (keys[from + i] & ((1L << rowBits) - 1));
        }
    }

    /** Writes the step to the row that was begun. */
    void write(HistoryWindow.Builder made) {
        int probes = 0;
        int failures = 0;
        int max = UNKNOWN;
        for (int row : merged) {
            probes += rows.get(row, OpenStep.PROBES);
            failures += rows.get(row, OpenStep.FAILURES);
            if (rows.get(row, OpenStep.P50) != UNKNOWN) {
                max = Math.max(max, p99(row) + rows.get(row, OpenStep.MAX));
            }
        }
        made.probes(probes, failures);
        if (max != UNKNOWN) {
            int p50 = quantile(0.5, row -> rows.get(row, OpenStep.P50));
            int p99 = quantile(0.99, row -> rows.get(row, OpenStep.P50) == UNKNOWN ? UNKNOWN : p99(row));
            made.latency(WindowReader.nanos(p50), WindowReader.nanos(p99), WindowReader.nanos(max));
        }
        KnownTerm[] terms = rows.terms();
        for (int i = 0; i < terms.length; i++) {
            int column = OpenStep.COLUMNS + i;
            WindowReader.add(terms[i], quantile(0.5, row -> rows.get(row, column)), made);
        }
    }

    private int p99(int row) {
        return rows.get(row, OpenStep.P50) + rows.get(row, OpenStep.P99);
    }

    /** The quantile of the rows' values, weighted by how many probes of each ended well. */
    private int quantile(double q, Value of) {
        long[] known = new long[merged.length];
        int count = 0;
        long all = 0;
        for (int row : merged) {
            int value = of.in(row);
            if (value != UNKNOWN) {
                int weight = Math.max(1, rows.get(row, OpenStep.PROBES) - rows.get(row, OpenStep.FAILURES));
                known[count++] = (long) value << WEIGHT_BITS | weight;
                all += weight;
            }
        }
        Arrays.sort(known, 0, count);
        long wanted = (long) Math.ceil(q * all);
        for (int i = 0; i < count; i++) {
            wanted -= known[i] & ((1L << WEIGHT_BITS) - 1);
            if (wanted <= 0) {
                return (int) (known[i] >> WEIGHT_BITS);
            }
        }
        return UNKNOWN;
    }

    /** A value of a row. */
    @FunctionalInterface
    private interface Value {
        int in(int row);
    }
}
