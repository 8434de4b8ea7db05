package dev.insight.runner.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;

/**
 * A series with fixed buckets. A path has fifteen of these, written by one thread a few times a minute; client_java's,
 * made for many threads at once, takes six times the memory.
 */
final class ClassicSeries implements HistogramSeries {
    private final Labels labels;
    private final double[] upperBounds;
    private final long createdEpochMillis;
    private final long[] counts;
    private double sum;

    /** The last of {@code upperBounds} is infinite. */
    ClassicSeries(Labels labels, double[] upperBounds, long createdEpochMillis) {
        this.labels = labels;
        this.upperBounds = upperBounds;
        this.createdEpochMillis = createdEpochMillis;
        counts = new long[upperBounds.length];
    }

    @Override
    public void observe(double seconds, long epochMillis) {
        int bucket = 0;
        while (seconds > upperBounds[bucket]) {
            bucket++;
        }
        synchronized (counts) {
            counts[bucket]++;
            sum += seconds;
        }
    }

    @Override
    public long count() {
        synchronized (counts) {
            long count = 0;
            for (long bucket : counts) {
                count += bucket;
            }
            return count;
        }
    }

    @Override
    public double sum() {
        synchronized (counts) {
            return sum;
        }
    }

    @Override
    public HistogramDataPointSnapshot snapshot() {
        Number[] copy = new Number[counts.length];
        double sumThen;
        synchronized (counts) {
            for (int i = 0; i < copy.length; i++) {
                copy[i] = counts[i];
            }
            sumThen = sum;
        }
        return new HistogramDataPointSnapshot(
                ClassicHistogramBuckets.of(upperBounds, copy), sumThen, labels, Exemplars.EMPTY, createdEpochMillis);
    }
}
