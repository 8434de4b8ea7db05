package dev.insight.diagnosis;

/**
 * The normal score of a rank: where a value that is larger than a share of its kind would stand if the kind were
 * normal, in standard deviations. Detectors that use it alarm equally often whatever shape a latency's distribution has.
 */
final class NormalScores {
    private static final int STEPS = 1_024;

    private static final float[] SCORES = new float[STEPS];

    static {
        for (int i = 0; i < STEPS; i++) {
            SCORES[i] = (float) quantile((i + 0.5) / STEPS);
        }
    }

    private NormalScores() {}

    /** The score of a value that is larger than {@code smaller} of {@code count} others. */
    static float of(int smaller, int count) {
        return SCORES[(int) ((smaller + 0.5f) / (count + 1) * STEPS)];
    }

    /** Acklam's rational approximation of the normal quantile; its relative error is below 1.2e-9. */
    static double quantile(double p) {
        if (p < 0.02425) {
            return tail(Math.sqrt(-2 * Math.log(p)));
        }
        if (p > 1 - 0.02425) {
            return -tail(Math.sqrt(-2 * Math.log(1 - p)));
        }
        double q = p - 0.5;
        double r = q * q;
        double above = ((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r
                                                + 1.383577518672690e+02)
                                        * r
                                - 3.066479806614716e+01)
                        * r
                + 2.506628277459239e+00;
        double below = ((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r
                                                + 6.680131188771972e+01)
                                        * r
                                - 1.328068155288572e+01)
                        * r
                + 1;
        return above * q / below;
    }

    private static double tail(double q) {
        double above = ((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838e+00) * q
                                                - 2.549732539343734e+00)
                                        * q
                                + 4.374664141464968e+00)
                        * q
                + 2.938163982698783e+00;
        double below = (((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996e+00) * q
                                + 3.754408661907416e+00)
                        * q
                + 1;
        return above / below;
    }
}
