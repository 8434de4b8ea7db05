package dev.insight.runner.view;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What the parts of a path took, a row a probe: of the last so many probes. Not thread-safe. */
final class PartRows {
    /** Of a row in which nothing is known of a part. */
    static final long ABSENT = Long.MIN_VALUE;

    static final int MOST = 4_096;

    private final long[] atNanos = new long[MOST];
    private final Map<String, long[]> nanos = new HashMap<>();
    private long begun;

    /** Begins a row, in which nothing is known of any part yet. */
    void begin(long at) {
        int place = place(begun++);
        atNanos[place] = at;
        nanos.values().forEach(values -> values[place] = ABSENT);
    }

    /** Says in the latest row what {@code part} took. */
    void put(String part, long took) {
        nanos.computeIfAbsent(part, unknown -> absent())[place(begun - 1)] = took;
    }

    int size() {
        return (int) Math.min(begun, MOST);
    }

    /** When the probe of {@code row}, 0 for the oldest, ended. */
    long atNanos(int row) {
        return atNanos[place(begun - size() + row)];
    }

    /** What {@code part} took in {@code row}, or {@link #ABSENT}. */
    long nanos(String part, int row) {
        long[] values = nanos.get(part);
        return values == null ? ABSENT : values[place(begun - size() + row)];
    }

    /** What {@code part} took in the rows from {@code fromNanos} on. */
    long[] since(long fromNanos, String part) {
        long[] values = new long[size()];
        int count = 0;
        for (int row = 0; row < size(); row++) {
            long value = atNanos(row) >= fromNanos ? nanos(part, row) : ABSENT;
            if (value != ABSENT) {
                values[count++] = value;
            }
        }
        return Arrays.copyOf(values, count);
    }

    private static int place(long number) {
        return (int) (number % MOST);
    }

    private static long[] absent() {
        long[] values = new long[MOST];
        Arrays.fill(values, ABSENT);
        return values;
    }
}
