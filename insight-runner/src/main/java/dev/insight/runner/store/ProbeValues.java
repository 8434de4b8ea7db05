package dev.insight.runner.store;

import java.util.Arrays;

/**
 * One value of each recent probe, at the probe's place in {@link RecentProbes}; NaN where it has none. Not thread-safe. The array
 * grows only as far as places are used.
 */
final class ProbeValues {
    private static final int FIRST_SIZE = 16;

    private float[] values = new float[0];

    void set(int place, float value, int places) {
        if (place >= values.length) {
            int before = values.length;
            values = Arrays.copyOf(values, Math.min(places, Math.max(place + 1, Math.max(FIRST_SIZE, 2 * before))));
            Arrays.fill(values, before, values.length, Float.NaN);
        }
        values[place] = value;
    }

    /** The place is another probe's now. */
    void clear(int place) {
        if (place < values.length) {
            values[place] = Float.NaN;
        }
    }

    float get(int place) {
        return place < values.length ? values[place] : Float.NaN;
    }

    /** The values of the probes in {@code window}, in their order. */
    float[] sorted(RecentProbes.Window window) {
        float[] sorted = new float[window.probes()];
        int count = 0;
        for (int back = 0; back < window.probes(); back++) {
            float value = get(window.place(back));
            if (!Float.isNaN(value)) {
                sorted[count++] = value;
            }
        }
        sorted = Arrays.copyOf(sorted, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
