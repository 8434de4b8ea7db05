package dev.insight.diagnosis;

import java.util.Arrays;

/** The latest values of something, and how they rank. Confined to one thread. */
class RankedValues {
    private final int capacity;
    private float[] values = new float[32];
    /** Places in {@link #values}, of the smallest value first. */
    private byte[] order = new byte[32];

    private int count;
    private int next;
    /** How many are smaller than {@link #scored}, as that is mostly added next; negative once others are held. */
    private int scoredAt = -1;

    private float scored;

    /** @param capacity how many values are held, at most 256 */
    RankedValues(int capacity) {
        this.capacity = capacity;
    }

    final int count() {
        return count;
    }

    final float quantile(float q) {
        return count == 0 ? 0 : sorted(Math.min(count - 1, (int) (q * count)));
    }

    /** The normal score of {@code value} among those held. */
    final float score(float value) {
        int from = lowerBound(value);
        scored = value;
        scoredAt = from;
        int to = from;
        while (to < count && sorted(to) == value) {
            to++;
        }
        return NormalScores.of((from + to) / 2, count);
    }

    /** Adds a value, of a full house in place of the oldest. */
    final void add(float value) {
        int at = scoredAt >= 0 && scored == value ? scoredAt : lowerBound(value);
        if (count == capacity) {
            int oldest = oldestRank();
            if (oldest < at) {
                at--;
                System.arraycopy(order, oldest + 1, order, oldest, at - oldest);
            } else {
                System.arraycopy(order, at, order, at + 1, oldest - at);
            }
        } else {
            grow();
            System.arraycopy(order, at, order, at + 1, count - at);
            count++;
        }
        order[at] = (byte) next;
        values[next] = value;
        next = next + 1 == capacity ? 0 : next + 1;
        scoredAt = -1;
    }

    /** The value of which {@code age} are older. */
    final float oldest(int age) {
        return values[(next + age) % count];
    }

    /** The value of which {@code age} are newer. */
    final float latest(int age) {
        int at = next - 1 - age;
        return values[at < 0 ? at + capacity : at];
    }

    /** Holds what {@code other} holds, which is used no more. */
    final void recallValues(RankedValues other) {
        values = other.values;
        order = other.order;
        count = other.count;
        next = other.next;
        scoredAt = -1;
    }

    /** Takes {@code millis} off all values. */
    final void lower(float millis) {
        for (int i = 0; i < count; i++) {
            values[i] -= millis;
        }
        scoredAt = -1;
    }

    void clear() {
        count = 0;
        next = 0;
        scoredAt = -1;
    }

    private void grow() {
        if (count == values.length) {
            values = Arrays.copyOf(values, Math.min(capacity, 2 * count));
            order = Arrays.copyOf(order, values.length);
        }
    }

    private float sorted(int rank) {
        return values[order[rank] & 0xff];
    }

    private int oldestRank() {
        int rank = lowerBound(values[next]);
        while ((order[rank] & 0xff) != next) {
            rank++;
        }
        return rank;
    }

    /** How many of the values held are smaller: without branches, for it is searched all the time and nobody can foresee where. */
    private int lowerBound(float value) {
        int from = 0;
        int length = count;
        while (length > 1) {
            int half = length >>> 1;
            from += sorted(from + half - 1) < value ? half : 0;
            length -= half;
        }
        return length == 1 && sorted(from) < value ? from + 1 : from;
    }
}
