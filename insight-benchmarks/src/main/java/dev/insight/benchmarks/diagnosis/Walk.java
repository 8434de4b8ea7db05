package dev.insight.benchmarks.diagnosis;

/** An autoregressive walk about zero with unit variance: values on a lattice of times, straight lines between. */
final class Walk {
    private final double step;
    private final float[] values;

    Walk(Draw draw, double seconds, double memorySeconds) {
        step = memorySeconds / 8;
        values = new float[(int) (seconds / step) + 3];
        double keep = Math.exp(-step / memorySeconds);
        double value = draw.gauss();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) value;
            value = value * keep + draw.gauss() * Math.sqrt(1 - keep * keep);
        }
    }

    double at(double t) {
        double place = Math.max(0, t / step);
        int i = Math.min((int) place, values.length - 2);
        double part = Math.min(1, place - i);
        return values[i] * (1 - part) + values[i + 1] * part;
    }
}
