package dev.insight.micrometer.prometheus;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;

/**
 * A series with fixed buckets and native ones, and exemplars. The buckets are client_java's; its exemplars are not used,
 * as they would ask a tracer on the class path and keep a thread.
 */
final class NativeSeries implements HistogramSeries {
    private static final int FINEST_SCHEMA = 5;
    private static final int MAX_BUCKETS = 160;

    private final Labels labels;
    private final Histogram histogram;
    private final LatestExemplars exemplars;

    NativeSeries(String name, Labels labels, HistogramBounds bounds, LatestExemplars exemplars) {
        this.labels = labels;
        this.exemplars = exemplars;
        histogram = Histogram.builder()
                .name(name)
                .withoutExemplars()
                .classicUpperBounds(bounds.upperSeconds())
                .nativeInitialSchema(FINEST_SCHEMA)
                .nativeMaxNumberOfBuckets(MAX_BUCKETS)
                .build();
    }

    @Override
    public void observe(long nanos) {
        histogram.observe(nanos / 1e9);
        exemplars.observe(nanos);
    }

    @Override
    public long count() {
        return histogram.getCount();
    }

    @Override
    public double sumSeconds() {
        return histogram.getSum();
    }

    @Override
    public HistogramDataPointSnapshot snapshot() {
        HistogramDataPointSnapshot plain = histogram.collect().getDataPoints().get(0);
        return new HistogramDataPointSnapshot(
                plain.getClassicBuckets(),
                plain.getNativeSchema(),
                plain.getNativeZeroCount(),
                plain.getNativeZeroThreshold(),
                plain.getNativeBucketsForPositiveValues(),
                plain.getNativeBucketsForNegativeValues(),
                plain.getSum(),
                labels,
                exemplars.exemplars(),
                plain.getCreatedTimestampMillis());
    }
}
