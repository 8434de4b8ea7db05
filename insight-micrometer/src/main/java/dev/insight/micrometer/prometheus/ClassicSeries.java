package dev.insight.micrometer.prometheus;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A series with fixed buckets. Without a lock, for it is written as calls end: a snapshot may hold a value's bucket and
 * not yet the value in the sum. A sixth of the memory of client_java's.
 */
final class ClassicSeries implements HistogramSeries {
    private final Labels labels;
    private final HistogramBounds bounds;
    private final long createdEpochMillis;
    /** How many values each bucket has, and last the sum of all in nanoseconds, which lasts for 292 years of them. */
    private final AtomicLongArray counts;

    ClassicSeries(Labels labels, HistogramBounds bounds, long createdEpochMillis) {
        this.labels = labels;
        this.bounds = bounds;
        this.createdEpochMillis = createdEpochMillis;
        counts = new AtomicLongArray(bounds.buckets() + 1);
    }

    @Override
    public void observe(long nanos) {
        counts.getAndIncrement(bounds.bucket(nanos));
        counts.getAndAdd(bounds.buckets(), nanos);
    }

    @Override
    public long count() {
        long count = 0;
        for (int i = 0; i < bounds.buckets(); i++) {
            count += counts.get(i);
        }
        return count;
    }

    @Override
    public double sumSeconds() {
        return counts.get(bounds.buckets()) / 1e9;
    }

    @Override
    public HistogramDataPointSnapshot snapshot() {
        Number[] copy = new Number[bounds.buckets()];
        double sum = sumSeconds();
        for (int i = 0; i < copy.length; i++) {
            copy[i] = counts.get(i);
        }
        return new HistogramDataPointSnapshot(
                ClassicHistogramBuckets.of(bounds.upperSeconds(), copy),
                sum,
                labels,
                Exemplars.EMPTY,
                createdEpochMillis);
    }
}
