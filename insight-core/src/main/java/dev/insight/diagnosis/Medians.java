package dev.insight.diagnosis;

import java.util.Arrays;

/** The middle of values. */
final class Medians {
    private Medians() {}

    /** The median of {@code values}, which are sorted by that; 0 of none. */
    static float of(float[] values) {
        Arrays.sort(values);
        int count = values.length;
        return count == 0 ? 0 : (values[(count - 1) / 2] + values[count / 2]) / 2;
    }
}
