package dev.insight.hop;

import static dev.insight.hop.HopStamp.ABSENT;

import java.util.Arrays;

/**
 * The length of a union of intervals, in bounded memory. Spans that overlap or touch are merged as they come; once
 * nothing still to come can overlap what is held, {@link #fold} keeps only its sum. If more separate spans must be held
 * than fit, the length is unknown from then on: it is never guessed. Not safe for use by many threads.
 */
final class SpanUnion {
    /** So many separate spans under one call that is still outstanding are past what a stamp is for. */
    static final int MAX_SPANS = 64;

    private static final long[] NONE = {};

    private long foldedNanos;
    private int count;
    private boolean overflown;
    /** Start and end of each span in turn, ascending and apart; made when first needed. */
    private long[] bounds = NONE;

    void add(long start, long end) {
        if (overflown || end <= start) {
            return;
        }
        int from = 0;
        while (from < count && bounds[2 * from + 1] < start) {
            from++;
        }
        int to = from;
        while (to < count && bounds[2 * to] <= end) {
            to++;
        }
        if (from < to) {
            bounds[2 * from] = Math.min(bounds[2 * from], start);
            bounds[2 * from + 1] = Math.max(bounds[2 * to - 1], end);
            close(from + 1, to);
        } else if (count == MAX_SPANS) {
            overflown = true;
        } else {
            open(from, start, end);
        }
    }

    /** Says that no span to come begins before the end of those added. */
    void fold() {
        foldedNanos += heldNanos();
        count = 0;
    }

    /** The union's length, or {@link HopStamp#ABSENT} when it did not fit. */
    long nanos() {
        return overflown ? ABSENT : foldedNanos + heldNanos();
    }

    private long heldNanos() {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += bounds[2 * i + 1] - bounds[2 * i];
        }
        return sum;
    }

    private void open(int at, long start, long end) {
        if (2 * count == bounds.length) {
            bounds = Arrays.copyOf(bounds, Math.max(4, 2 * bounds.length));
        }
        System.arraycopy(bounds, 2 * at, bounds, 2 * at + 2, 2 * (count - at));
        bounds[2 * at] = start;
        bounds[2 * at + 1] = end;
        count++;
    }

    private void close(int from, int to) {
        System.arraycopy(bounds, 2 * to, bounds, 2 * from, 2 * (count - to));
        count -= to - from;
    }
}
