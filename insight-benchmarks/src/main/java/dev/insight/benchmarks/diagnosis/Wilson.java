package dev.insight.benchmarks.diagnosis;

import java.util.Locale;

/**
 * A share with Wilson's interval at 95 %. Immutable.
 *
 * @param share counted, 0 of none
 * @param low end of the interval
 * @param high end of the interval
 */
record Wilson(double share, double low, double high) {
    private static final double Z = 1.96;

    static Wilson of(int hits, int all) {
        if (all == 0) {
            return new Wilson(0, 0, 1);
        }
        double p = (double) hits / all;
        double scale = 1 + Z * Z / all;
        double centre = (p + Z * Z / (2 * all)) / scale;
        double half = Z / scale * Math.sqrt(p * (1 - p) / all + Z * Z / (4.0 * all * all));
        return new Wilson(p, Math.max(0, centre - half), Math.min(1, centre + half));
    }

    /** In percent, with the interval. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f (%.0f–%.0f)", 100 * share, 100 * low, 100 * high);
    }
}
