package dev.insight.diagnosis;

import java.util.Arrays;

/**
 * The latest values of one component over all its paths, each as the excess over its own path's baseline. Confined to one
 * thread.
 */
final class RecentSamples {
    /** A median's error is this much larger than a mean's. */
    private static final float MEDIAN_ERROR = 1.2533f;

    private final int capacity;
    private final long[] micros;
    private final float[] excess;
    private final float[] ratio;
    private final float[] spread;
    private final float[] queue;
    private final PathState[] path;
    private final float[] scratch;
    private long added;

    RecentSamples(int capacity) {
        this.capacity = capacity;
        micros = new long[capacity];
        excess = new float[capacity];
        ratio = new float[capacity];
        spread = new float[capacity];
        queue = new float[capacity];
        path = new PathState[capacity];
        scratch = new float[capacity];
    }

    void add(long now, PathState newPath, Sample sample) {
        int at = (int) (added++ % capacity);
        micros[at] = now;
        excess[at] = sample.excess();
        ratio[at] = sample.ratio();
        spread[at] = sample.spread();
        queue[at] = sample.queue();
        path[at] = newPath;
    }

    /** How many of the values held came at {@code since} or later. */
    int since(long since) {
        int count = 0;
        while (count < held() && micros[at(count)] >= since) {
            count++;
        }
        return count;
    }

    /** The median excess of the latest {@code count} values; 0 of none. */
    float medianExcess(int count) {
        return median(excess, count);
    }

    /** The mean excess of the latest {@code count} values without the largest tenth; 0 of none. */
    float meanExcess(int count) {
        int held = Math.min(count, held());
        for (int i = 0; i < held; i++) {
            scratch[i] = excess[at(i)];
        }
        Arrays.sort(scratch, 0, held);
        int kept = held - held / 10;
        float sum = 0;
        for (int i = 0; i < kept; i++) {
            sum += scratch[i];
        }
        return kept == 0 ? 0 : sum / kept;
    }

    float medianRatio(int count) {
        return median(ratio, count);
    }

    /** The error of the latest {@code count} values' median, as a standard deviation. */
    float medianError(int count) {
        return count == 0 ? Float.POSITIVE_INFINITY : MEDIAN_ERROR * median(spread, count) / (float) Math.sqrt(count);
    }

    /**
     * The median queue of those of the latest {@code count} values that are at least half of {@code typical} above the
     * usual, or negative when none is known: calls that are late wait longer than the others.
     */
    float medianQueue(int count, float typical) {
        int known = 0;
        for (int i = 0; i < Math.min(count, held()); i++) {
            float value = queue[at(i)];
            if (value >= 0 && excess[at(i)] >= typical / 2) {
                scratch[known++] = value;
            }
        }
        return known == 0 ? -1 : middle(known);
    }

    /** The mean excess of those of the latest {@code count} values that matter; 0 of none. */
    float meanOfNotable(int count) {
        float sum = 0;
        int notable = 0;
        for (int i = 0; i < Math.min(count, held()); i++) {
            if (ratio[at(i)] >= 1) {
                sum += excess[at(i)];
                notable++;
            }
        }
        return notable == 0 ? 0 : sum / notable;
    }

    /** How many of the latest {@code count} values reach {@code least} times the least effect that matters. */
    int reaching(float least, int count) {
        return reaching(least, Float.NEGATIVE_INFINITY, count);
    }

    /** The same, of those that are also {@code leastExcess} milliseconds above the usual. */
    int reaching(float least, float leastExcess, int count) {
        int reached = 0;
        for (int i = 0; i < Math.min(count, held()); i++) {
            if (ratio[at(i)] >= least && excess[at(i)] >= leastExcess) {
                reached++;
            }
        }
        return reached;
    }

    /** When the first of the latest {@code count} values came that reaches {@code least}, or {@code otherwise}. */
    long firstReaching(float least, int count, long otherwise) {
        for (int i = Math.min(count, held()) - 1; i >= 0; i--) {
            if (ratio[at(i)] >= least) {
                return micros[at(i)];
            }
        }
        return otherwise;
    }

    /** A value below which the median excess of the latest {@code count} lies, with 95 % confidence; infinite if too few. */
    float medianExcessBound(int count) {
        int held = Math.min(count, held());
        if (held < 5) {
            return Float.POSITIVE_INFINITY;
        }
        for (int i = 0; i < held; i++) {
            scratch[i] = excess[at(i)];
        }
        Arrays.sort(scratch, 0, held);
        int rank = (int) Math.ceil(held / 2.0 + 0.8225 * Math.sqrt(held)); // half of 1.645 standard deviations
        return scratch[Math.min(held, rank) - 1];
    }

    /** The median excess of {@code wanted}'s own among the latest {@code count}; 0 of none. */
    float medianExcess(PathState wanted, int count) {
        int own = 0;
        for (int i = 0; i < Math.min(count, held()); i++) {
            if (path[at(i)] == wanted) {
                scratch[own++] = excess[at(i)];
            }
        }
        return own == 0 ? 0 : middle(own);
    }

    void clear() {
        added = 0;
    }

    private int held() {
        return (int) Math.min(added, capacity);
    }

    /** The place of the value that {@code back} others came after. */
    private int at(int back) {
        return (int) ((added - 1 - back) % capacity);
    }

    private float median(float[] of, int count) {
        int held = Math.min(count, held());
        for (int i = 0; i < held; i++) {
            scratch[i] = of[at(i)];
        }
        return held == 0 ? 0 : middle(held);
    }

    private float middle(int count) {
        Arrays.sort(scratch, 0, count);
        return (scratch[(count - 1) / 2] + scratch[count / 2]) / 2;
    }
}
