package dev.insight.diagnosis;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What one term of one path usually takes: the latest values that nobody suspected, in milliseconds. Values that come
 * faster than one every few seconds are thinned out, so that the memory reaches back as far as it should. Confined to
 * one thread.
 */
final class Baseline extends RankedValues {
    /** Values from which a baseline is of use. */
    static final int USABLE = 12;

    /** Values closer together than this are thinned out once there are enough. */
    private static final long MIN_GAP_MICROS = 4_500_000;
    /** Values of which the medians are compared with the baseline's, to learn how far they wander. */
    private static final int BLOCK = 12;
    /** How far chance alone takes a block's median: its standard error, in standard deviations of single values. */
    private static final float BLOCK_ERROR = 0.36f;
    /** How many blocks' worth the guess is, with which the wandering's measure begins. */
    private static final float GUESS_WEIGHT = 5;
    /** How many blocks the measure looks back over. */
    private static final float MEMORY_BLOCKS = 120;
    /** From the mean of absolute deviations to a standard deviation, of normal ones. */
    private static final float FROM_MEAN_DEVIATION = 1.2533f;
    /** A block of which all values are lower than all but this share, and by more than they wander, is a new level. */
    private static final float LOW_SHARE = 0.25f;

    private static final long LONG_AGO = Long.MIN_VALUE / 2; // so that differences do not overflow
    private static final float LOWER_WANDERS = 4;
    private static final float LOWER_SHARE = 0.05f;

    private long acceptedMicros = LONG_AGO;
    private int blockCount;
    private int low;
    private float lowLine;
    private float wanderSum;
    private float wanderBlocks;

    /** @param capacity how many values it remembers, at most 256 */
    Baseline(int capacity) {
        super(capacity);
    }

    boolean isUsable() {
        return count() >= USABLE;
    }

    /** Whether it knows well enough what is usual for that to be noted. */
    boolean isSettled() {
        return count() >= 5 * USABLE;
    }

    /** When the latest value came that was taken in. */
    long acceptedMicros() {
        return acceptedMicros;
    }

    float median() {
        return quantile(0.5f);
    }

    /** How far apart values are, leaving the extremes out: a standard deviation, were they normal. */
    float spread() {
        return (quantile(0.84f) - quantile(0.16f)) / 2;
    }

    /** How far the medians of a minute's values usually are from the baseline's: a standard deviation. */
    float wander() {
        float guess = Math.max(0.01f * Math.abs(median()) + 0.1f, BLOCK_ERROR * spread());
        return (GUESS_WEIGHT * guess + wanderSum) / (GUESS_WEIGHT + wanderBlocks);
    }

    /** Takes in a value that nobody suspects; whether values have come down, so that all before are forgotten. */
    boolean accept(float value, long micros) {
        if (isSettled() && micros - acceptedMicros < MIN_GAP_MICROS) {
            return false;
        }
        acceptedMicros = micros;
        if (isUsable() && follow(value)) {
            return true;
        }
        add(value);
        return false;
    }

    /** Writes the values from the oldest to the latest, and how far they wander. */
    void write(DataOutputStream out) throws IOException {
        out.writeInt(count());
        for (int i = 0; i < count(); i++) {
            out.writeFloat(oldest(i));
        }
        out.writeFloat(wanderSum);
        out.writeFloat(wanderBlocks);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if it holds more than {@code capacity} values, or what is no number
     */
    static Baseline read(DataInputStream in, int capacity) throws IOException {
        Baseline baseline = new Baseline(capacity);
        int count = in.readInt();
        if (count < 0 || count > capacity) {
            throw new IOException("the baselines are damaged: " + count + " values");
        }
        for (int i = 0; i < count; i++) {
            baseline.add(finite(in.readFloat()));
        }
        baseline.wanderSum = Math.max(0, finite(in.readFloat()));
        baseline.wanderBlocks = Math.max(0, finite(in.readFloat()));
        return baseline;
    }

    /** {@code value}, if it is a number. */
    static float finite(float value) throws IOException {
        if (Float.isNaN(value) || Float.isInfinite(value)) {
            throw new IOException("the baselines are damaged: " + value + " is no duration");
        }
        return value;
    }

    /** Becomes what {@code other} is. */
    void recall(Baseline other) {
        recallValues(other);
        wanderSum = other.wanderSum;
        wanderBlocks = other.wanderBlocks;
    }

    @Override
    void clear() {
        super.clear();
        blockCount = 0;
    }

    /** Measures how values wander; true if they have all come down to a new level, which then is all that is held. */
    private boolean follow(float value) {
        if (blockCount == 0) {
            lowLine = quantile(LOW_SHARE);
            low = 0;
        }
        low += value < lowLine ? 1 : 0;
        blockCount++;
        if (blockCount < BLOCK) {
            return false;
        }
        blockCount = 0;
        float[] block = block(value);
        float latest = Medians.of(block.clone());
        float usual = median();
        if (low == BLOCK && usual - latest > Math.max(LOWER_WANDERS * wander(), LOWER_SHARE * usual)) {
            clear();
            for (float each : block) {
                add(each);
            }
            return true;
        }
        float keep = 1 - 1 / MEMORY_BLOCKS;
        wanderSum = wanderSum * keep + FROM_MEAN_DEVIATION * Math.abs(latest - usual);
        wanderBlocks = wanderBlocks * keep + 1;
        return false;
    }

    /** The values of a block that ends with {@code value}: those before it are the latest held. */
    private float[] block(float value) {
        float[] block = new float[BLOCK];
        for (int i = 0; i < BLOCK - 1; i++) {
            block[i] = latest(BLOCK - 2 - i);
        }
        block[BLOCK - 1] = value;
        return block;
    }
}
