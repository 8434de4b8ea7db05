package dev.insight.runner.store;

import java.util.Arrays;

/**
 * The latest durations of one series. Not thread-safe. Holds 32-bit floats, which are exact to 10 ns at 100 ms, because
 * a store of thousands of paths holds a dozen of these for each; the array grows only as far as values come.
 */
final class RecentValues {
    private static final int FIRST_SIZE = 16;

    private final int window;
    private float[] nanos = new float[0];
    private long count;
    private long last;

    RecentValues(int window) {
        this.window = window;
    }

    void add(long value) {
        int at = (int) (count % window);
        if (at >= nanos.length) {
            nanos = Arrays.copyOf(nanos, Math.min(window, Math.max(FIRST_SIZE, 2 * nanos.length)));
        }
        nanos[at] = value;
        last = value;
        count++;
    }

    Quantiles quantiles() {
        if (count == 0) {
            return Quantiles.NONE;
        }
        float[] sorted = Arrays.copyOf(nanos, (int) Math.min(count, window));
        Arrays.sort(sorted);
        return new Quantiles(
                count,
                last,
                RecentProbes.quantile(sorted, 0.50),
                RecentProbes.quantile(sorted, 0.90),
                RecentProbes.quantile(sorted, 0.99),
                (long) sorted[sorted.length - 1]);
    }
}
