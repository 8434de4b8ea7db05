package dev.insight.runner.metrics;

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

    /** The last of {@code upperBounds} is infinite. */
    NativeSeries(String name, Labels labels, double[] upperBounds) {
        this.labels = labels;
        histogram = Histogram.builder()
                .name(name)
                .withoutExemplars()
                .classicUpperBounds(upperBounds)
                .nativeInitialSchema(FINEST_SCHEMA)
                .nativeMaxNumberOfBuckets(MAX_BUCKETS)
                .build();
        exemplars = new LatestExemplars(upperBounds);
    }

    @Override
    public void observe(double seconds, long epochMillis) {
        histogram.observe(seconds);
        exemplars.observe(seconds, epochMillis);
    }

    @Override
    public long count() {
        return histogram.getCount();
    }

    @Override
    public double sum() {
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
