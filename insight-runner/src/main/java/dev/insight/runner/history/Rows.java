package dev.insight.runner.history;

import static dev.insight.runner.history.DurationCode.UNKNOWN;

import java.util.Arrays;

/**
 * Rows of small numbers, each at a time, by columns: a fixed number of them, and one for each part of the latency. Not
 * thread-safe.
 */
final class Rows {
    private static final int FIRST = 8;
    private static final int ARRAY_BYTES = 16 + 4;

    private final int fixed;
    private long[] times = new long[0];
    private short[][] columns;
    private KnownTerm[] terms = new KnownTerm[0];
    private int count;
    private long bytes;

    /** @param fixed how many columns there are besides those of parts */
    Rows(int fixed) {
        this.fixed = fixed;
        columns = new short[fixed][0];
        measure();
    }

    /** Rows of which all is known. */
    Rows(int fixed, long[] times, KnownTerm[] terms, short[][] columns) {
        this.fixed = fixed;
        this.times = times;
        this.terms = terms;
        this.columns = columns;
        count = times.length;
        measure();
    }

    int count() {
        return count;
    }

    int columns() {
        return columns.length;
    }

    /** The parts that have columns, in the order of these; nobody changes it. */
    KnownTerm[] terms() {
        return terms;
    }

    long time(int row) {
        return times[row];
    }

    /** The value, or {@code UNKNOWN}. */
    short get(int row, int column) {
        return columns[column][row];
    }

    /** How much memory they take, roughly. */
    long bytes() {
        return bytes;
    }

    /** Begins a row of which nothing is known yet. */
    void begin(long time) {
        if (count == times.length) {
            resize(Math.max(FIRST, 2 * count));
        }
        times[count] = time;
        for (short[] column : columns) {
            column[count] = UNKNOWN;
        }
        count++;
    }

    /** Sets a value of the latest row. */
    void set(int column, int value) {
        columns[column][count - 1] = (short) value;
    }

    /** Sets the value of {@code term}, of the latest row; {@code guess} is where among all parts it probably stands. */
    void set(KnownTerm term, int guess, int value) {
        set(fixed + indexOf(term, guess), value);
    }

    /** The column of {@code term}, which there is from now on. */
    int column(KnownTerm term) {
        return fixed + indexOf(term, 0);
    }

    /** Adds row {@code row} of {@code others}. */
    void add(Rows others, int row, int[] columnsOfOthers) {
        begin(others.times[row]);
        for (int i = 0; i < columnsOfOthers.length; i++) {
            columns[columnsOfOthers[i]][count - 1] = others.columns[i][row];
        }
    }

    /** Which columns those of {@code others} are here. */
    int[] columnsOf(Rows others) {
        int[] here = new int[others.columns.length];
        for (int i = 0; i < here.length; i++) {
            here[i] = i < fixed ? i : column(others.terms[i - fixed]);
        }
        return here;
    }

    /** Keeps every second row. */
    void halve() {
        for (int i = 0; 2 * i < count; i++) {
            times[i] = times[2 * i];
            for (short[] column : columns) {
                column[i] = column[2 * i];
            }
        }
        count = (count + 1) / 2;
    }

    /** Forgets all rows, and parts that the latest rows did not have. */
    void clear() {
        boolean isUsed = count > 0;
        for (int i = fixed; i < columns.length && isUsed; i++) {
            isUsed = columns[i][count - 1] != UNKNOWN;
        }
        count = 0;
        if (!isUsed) {
            columns = Arrays.copyOf(columns, fixed);
            terms = new KnownTerm[0];
            measure();
        }
    }

    Rows copy() {
        short[][] copied = new short[columns.length][];
        for (int i = 0; i < copied.length; i++) {
            copied[i] = Arrays.copyOf(columns[i], count);
        }
        return new Rows(fixed, Arrays.copyOf(times, count), terms, copied);
    }

    private int indexOf(KnownTerm term, int guess) {
        if (guess < terms.length && terms[guess] == term) {
            return guess;
        }
        for (int i = 0; i < terms.length; i++) {
            if (terms[i] == term) {
                return i;
            }
        }
        // Not in place, for chunks and readers hold on to the array.
        terms = Arrays.copyOf(terms, terms.length + 1);
        terms[terms.length - 1] = term;
        columns = Arrays.copyOf(columns, columns.length + 1);
        columns[columns.length - 1] = new short[times.length];
        Arrays.fill(columns[columns.length - 1], UNKNOWN);
        measure();
        return terms.length - 1;
    }

    private void resize(int rows) {
        times = Arrays.copyOf(times, rows);
        for (int i = 0; i < columns.length; i++) {
            columns[i] = Arrays.copyOf(columns[i], rows);
        }
        measure();
    }

    private void measure() {
        bytes = 64 + 8L * times.length + columns.length * (ARRAY_BYTES + 2L * times.length) + 4L * terms.length;
    }
}
