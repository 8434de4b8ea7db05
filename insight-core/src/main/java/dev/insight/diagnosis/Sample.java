package dev.insight.diagnosis;

/**
 * One value of one term, seen against its path's baseline.
 *
 * @param excess milliseconds above the usual
 * @param gate the least effect that matters, milliseconds
 * @param spread how far apart single values are, as a standard deviation, milliseconds
 * @param queue milliseconds queued above the usual, or negative when unknown
 */
record Sample(float excess, float gate, float spread, float queue) {
    /** What scores must exceed on average to count: half the shift, in standard deviations, that is looked for. */
    private static final float SHIFT_SLACK = 0.75f;
    /** No value alone counts for more than this beyond its rank. */
    private static final float MOST_FOR_SIZE = 1.5f;
    /** Nor does it count for its size while it is no farther out than the largest few are, in standard deviations. */
    private static final float FAR_SPREADS = 3;

    /**
     * Evidence for a shift: a value's rank, and how far it is beyond what matters and beyond what single values do anyway.
     *
     * @param score its normal score in its path's baseline
     */
    float evidence(float score) {
        float usual = Math.max(gate, FAR_SPREADS * spread);
        float size = Math.max(0, Math.min(MOST_FOR_SIZE, 0.5f * (excess / usual - 1)));
        return Math.max(-3, Math.min(3, score)) - SHIFT_SLACK + size;
    }

    /** The excess as a multiple of the least effect that matters. */
    float ratio() {
        return excess / gate;
    }
}
