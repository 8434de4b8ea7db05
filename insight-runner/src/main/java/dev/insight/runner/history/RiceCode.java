package dev.insight.runner.history;

import java.util.Arrays;

/**
 * Whole numbers that lie close together, in as few bits as their scatter asks for: what is left of each when its
 * neighbour's, or the middle of all, is taken off, is written as Rice codes have it, short for small and long for large.
 */
final class RiceCode {
    /** All are the same. */
    private static final int SAME = 0;
    /** Each is held against the middle, as is best for noise. */
    private static final int MIDDLE = 1;
    /** Each is held against the one before, as is best for what wanders. */
    private static final int PREVIOUS = 2;

    private static final int WAY_BITS = 2;
    private static final int SHIFT_BITS = 5;
    private static final int LENGTH_BITS = 6;
    private static final int MOST_SHIFT = 20;
    /** From here on a number is written as it is. */
    private static final int MOST_ONES = 18;

    private RiceCode() {}

    /** Writes the first {@code count} of {@code values}, at least one. */
    static void write(int[] values, int count, BitWriter out) {
        int[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        if (sorted[0] == sorted[count - 1]) {
            out.write(SAME, WAY_BITS);
            writeNumber(values[0], out);
            return;
        }
        int middle = sorted[count / 2];
        int[] fromMiddle = new int[count];
        int[] fromPrevious = new int[count];
        for (int i = 0; i < count; i++) {
            fromMiddle[i] = folded(values[i] - middle);
            fromPrevious[i] = folded(values[i] - (i == 0 ? middle : values[i - 1]));
        }
        int middleShift = bestShift(fromMiddle);
        int previousShift = bestShift(fromPrevious);
        boolean isNoise = bits(fromMiddle, middleShift) <= bits(fromPrevious, previousShift);
        out.write(isNoise ? MIDDLE : PREVIOUS, WAY_BITS);
        writeNumber(middle, out);
        writeAll(isNoise ? fromMiddle : fromPrevious, isNoise ? middleShift : previousShift, out);
    }

    /** Reads {@code count} numbers, at least one. */
    static int[] read(int count, BitReader in) {
        int[] values = new int[count];
        int way = in.read(WAY_BITS);
        int base = readNumber(in);
        if (way == SAME) {
            Arrays.fill(values, base);
            return values;
        }
        int shift = in.read(SHIFT_BITS);
        for (int i = 0; i < count; i++) {
            int ones = in.ones(MOST_ONES);
            int rest = ones == MOST_ONES ? in.read(Integer.SIZE) : ones << shift | in.read(shift);
            values[i] = base + unfolded(rest);
            if (way == PREVIOUS) {
                base = values[i];
            }
        }
        return values;
    }

    private static void writeAll(int[] folded, int shift, BitWriter out) {
        out.write(shift, SHIFT_BITS);
        for (int each : folded) {
            int ones = each >>> shift;
            if (ones >= MOST_ONES) {
                out.write(-1, MOST_ONES);
                out.write(each, Integer.SIZE);
            } else {
                out.write(-2, ones + 1); // ones, then a zero
                out.write(each, shift);
            }
        }
    }

    private static int bestShift(int[] folded) {
        int best = 0;
        long least = bits(folded, 0);
        for (int shift = 1; shift <= MOST_SHIFT; shift++) {
            long bits = bits(folded, shift);
            if (bits < least) {
                least = bits;
                best = shift;
            }
        }
        return best;
    }

    private static long bits(int[] folded, int shift) {
        long bits = 0;
        for (int each : folded) {
            int ones = each >>> shift;
            bits += ones >= MOST_ONES ? MOST_ONES + Integer.SIZE : ones + 1 + shift;
        }
        return bits;
    }

    private static void writeNumber(int value, BitWriter out) {
        int folded = folded(value);
        int length = Integer.SIZE - Integer.numberOfLeadingZeros(folded);
        out.write(length, LENGTH_BITS);
        out.write(folded, length);
    }

    private static int readNumber(BitReader in) {
        return unfolded(in.read(in.read(LENGTH_BITS)));
    }

    /** Small for what is close to zero on either side. */
    private static int folded(int value) {
        return value << 1 ^ value >> 31;
    }

    private static int unfolded(int folded) {
        return folded >>> 1 ^ -(folded & 1);
    }
}
