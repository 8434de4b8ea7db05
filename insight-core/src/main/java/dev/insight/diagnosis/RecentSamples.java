package dev.insight.diagnosis;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The latest values of one component over all its paths, each as the excess over its own path's baseline. Confined to one
 * thread.
 */
final class RecentSamples {
    /** A median's error is this much larger than a mean's. */
    private static final float MEDIAN_ERROR = 1.2533f;

    /** So many values at least say what was before others. */
    private static final int LEAST_BEFORE = 12;

    private static final int DELTA = 0;
    private static final int EXCESS = 1;
    private static final int GATE_AND_SPREAD = 2;
    private static final int QUEUE = 3;

    private final int most;
    private final int stride;
    /** A few ints a value, for a path has a thousand values. */
    private int[] data;

    private int capacity;
    /** Whose the values are, by number, once they are not all {@link #first}'s. */
    private char @Nullable [] paths;

    private char first;
    private int held;
    private int next;
    private long latestMicros;

    /**
     * @param alone how many values it remembers while all are of one path
     * @param most how many it remembers of several
     * @param queues whether values may have queues, which those of links have not
     */
    RecentSamples(int alone, int most, boolean queues) {
        this.most = most;
        capacity = alone;
        stride = queues ? QUEUE + 1 : QUEUE;
        data = new int[capacity * stride];
    }

    void add(long now, PathState newPath, Sample sample) {
        remember(newPath.number());
        int at = next * stride;
        data[at + DELTA] = Compact.delta(now - latestMicros);
        data[at + EXCESS] = Float.floatToRawIntBits(sample.excess());
        data[at + GATE_AND_SPREAD] = Compact.coarse(sample.gate()) << 16 | Compact.coarse(sample.spread());
        if (stride > QUEUE) {
            data[at + QUEUE] = Float.floatToRawIntBits(sample.queue());
        }
        latestMicros = now;
        next = next + 1 == capacity ? 0 : next + 1;
        held = Math.min(capacity, held + 1);
    }

    private void remember(char path) {
        if (paths == null && held == 0) {
            first = path;
        } else if (paths == null && path != first) {
            grow();
            paths = new char[capacity];
            Arrays.fill(paths, first);
        }
        if (paths != null) {
            paths[next] = path;
        }
    }

    private void grow() {
        if (capacity < most) {
            int[] grown = new int[most * stride];
            for (int i = 0; i < held; i++) {
                System.arraycopy(data, at(held - 1 - i) * stride, grown, i * stride, stride);
            }
            data = grown;
            next = held;
            capacity = most;
        }
    }

    private float excess(int back) {
        return Float.intBitsToFloat(data[at(back) * stride + EXCESS]);
    }

    private float ratio(int back) {
        return excess(back) / Compact.millis(data[at(back) * stride + GATE_AND_SPREAD] >>> 16);
    }

    private float spread(int back) {
        return Compact.millis(data[at(back) * stride + GATE_AND_SPREAD] & 0xffff);
    }

    private float queue(int back) {
        return stride > QUEUE ? Float.intBitsToFloat(data[at(back) * stride + QUEUE]) : -1;
    }

    /** How many of the values held came at {@code since} or later. */
    int since(long since) {
        int count = 0;
        for (long micros = latestMicros; count < held && micros >= since; count++) {
            micros -= Compact.micros(data[at(count) * stride + DELTA]);
        }
        return count;
    }

    /** The median excess of the latest {@code count} values; 0 of none. */
    float medianExcess(int count) {
        return Medians.of(excesses(0, count));
    }

    /** The median excess of the values just before the latest {@code count}; 0 of none. */
    float medianExcessBefore(int count) {
        return Medians.of(excesses(count, Math.max(count, LEAST_BEFORE)));
    }

    /** The mean excess of the latest {@code count} values without the largest tenth; 0 of none. */
    float meanExcess(int count) {
        float[] values = excesses(0, count);
        Arrays.sort(values);
        int kept = values.length - values.length / 10;
        float sum = 0;
        for (int i = 0; i < kept; i++) {
            sum += values[i];
        }
        return kept == 0 ? 0 : sum / kept;
    }

    float medianRatio(int count) {
        float[] values = new float[Math.min(count, held)];
        for (int i = 0; i < values.length; i++) {
            values[i] = ratio(i);
        }
        return Medians.of(values);
    }

    /** The error of the latest {@code count} values' median, as a standard deviation. */
    float medianError(int count) {
        float[] values = new float[Math.min(count, held)];
        for (int i = 0; i < values.length; i++) {
            values[i] = spread(i);
        }
        return count == 0 ? Float.POSITIVE_INFINITY : MEDIAN_ERROR * Medians.of(values) / (float) Math.sqrt(count);
    }

    /**
     * The median queue of those of the latest {@code count} values that are at least half of {@code typical} above the
     * usual, or negative when none is known: calls that are late wait longer than the others.
     */
    float medianQueue(int count, float typical) {
        float[] values = new float[Math.min(count, held)];
        int known = 0;
        for (int i = 0; i < values.length; i++) {
            if (queue(i) >= 0 && excess(i) >= typical / 2) {
                values[known++] = queue(i);
            }
        }
        return known == 0 ? -1 : Medians.of(Arrays.copyOf(values, known));
    }

    /** The mean excess of those of the latest {@code count} values that matter; 0 of none. */
    float meanOfNotable(int count) {
        float sum = 0;
        for (int i = 0; i < Math.min(count, held); i++) {
            sum += ratio(i) >= 1 ? excess(i) : 0;
        }
        return sum / Math.max(1, reaching(1, count));
    }

    /** How many of the latest {@code count} values reach {@code least} times the least effect that matters. */
    int reaching(float least, int count) {
        return reaching(least, Float.NEGATIVE_INFINITY, null, count);
    }

    /** The same, of those that are also {@code leastExcess} milliseconds above the usual. */
    int reaching(float least, float leastExcess, int count) {
        return reaching(least, leastExcess, null, count);
    }

    /** The same, of those of {@code wanted} alone, or of all if that is null. */
    int reaching(float least, float leastExcess, @Nullable PathState wanted, int count) {
        int reached = 0;
        for (int i = 0; i < Math.min(count, held); i++) {
            reached += ratio(i) >= least && excess(i) >= leastExcess && isOf(wanted, i) ? 1 : 0;
        }
        return reached;
    }

    private boolean isOf(@Nullable PathState wanted, int back) {
        return wanted == null || (paths == null ? first : paths[at(back)]) == wanted.number();
    }

    /** When the first of the latest {@code count} values came that reaches {@code least}, or {@code otherwise}. */
    long firstReaching(float least, int count, long otherwise) {
        long micros = latestMicros;
        long first = otherwise;
        for (int i = 0; i < Math.min(count, held); i++) {
            first = ratio(i) >= least ? micros : first;
            micros -= Compact.micros(data[at(i) * stride + DELTA]);
        }
        return first;
    }

    /** A value below which the median excess of the latest {@code count} lies, with 95 % confidence; infinite if too few. */
    float medianExcessBound(int count) {
        float[] values = excesses(0, count);
        if (values.length < 5) {
            return Float.POSITIVE_INFINITY;
        }
        Arrays.sort(values);
        // Half of 1.645 standard deviations above the middle.
        int rank = (int) Math.ceil(values.length / 2.0 + 0.8225 * Math.sqrt(values.length));
        return values[Math.min(values.length, rank) - 1];
    }

    /** The median excess of {@code wanted}'s own among the latest {@code count}; 0 of none. */
    float medianExcess(PathState wanted, int count) {
        float[] values = new float[Math.min(count, held)];
        int own = 0;
        for (int i = 0; i < values.length; i++) {
            if (isOf(wanted, i)) {
                values[own++] = excess(i);
            }
        }
        return Medians.of(Arrays.copyOf(values, own));
    }

    void clear() {
        held = 0;
        next = 0;
    }

    /** The place of the value that {@code back} others came after. */
    private int at(int back) {
        return next - 1 - back + (back < next ? 0 : capacity);
    }

    private float[] excesses(int later, int count) {
        float[] values = new float[Math.max(0, Math.min(count, held - later))];
        for (int i = 0; i < values.length; i++) {
            values[i] = excess(later + i);
        }
        return values;
    }
}
