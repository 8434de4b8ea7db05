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
    /** The excess as a multiple of the least effect that matters. */
    float ratio() {
        return excess / gate;
    }
}
