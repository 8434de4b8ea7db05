package dev.insight.benchmarks.diagnosis;

import java.util.Arrays;

/** The latest of a series of numbers. */
final class Window {
    private final double[] values;
    private int count;

    Window(int size) {
        values = new double[size];
    }

    void add(double value) {
        values[count++ % values.length] = value;
    }

    boolean isFull() {
        return count >= values.length;
    }

    double sum() {
        return Arrays.stream(values).sum();
    }

    double median() {
        double[] sorted = Arrays.copyOf(values, Math.min(count, values.length));
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    /** The median distance from the median, scaled to what a standard deviation would be of normal noise. */
    double spread() {
        double middle = median();
        double[] distances = Arrays.stream(values, 0, Math.min(count, values.length))
                .map(value -> Math.abs(value - middle))
                .sorted()
                .toArray();
        return distances.length == 0 ? 0 : 1.4826 * distances[distances.length / 2];
    }
}
