package dev.insight.runner.metrics;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The series of one histogram. Thread-safe, save that series are added and removed by one thread at a time.
 *
 * <p>client_java could keep exemplars too, but would ask a tracer on the class path for them and keep a thread.
 */
final class HistogramFamily implements Collector {
    private static final int FINEST_SCHEMA = 5;
    private static final int MAX_NATIVE_BUCKETS = 160;

    private final Histogram histogram;
    private final List<String> labels;
    private final double[] bounds;
    private final boolean isNative;
    private final Map<Labels, LatestExemplars> series = new ConcurrentHashMap<>();

    HistogramFamily(String name, String help, List<String> labels, double[] boundsNanos, boolean isNative) {
        this.labels = labels;
        this.isNative = isNative;
        bounds = Arrays.stream(boundsNanos).map(nanos -> nanos / 1e9).toArray();
        Histogram.Builder builder = Histogram.builder()
                .name(name)
                .help(help)
                .labelNames(labels.toArray(new String[0]))
                .withoutExemplars()
                .classicUpperBounds(bounds);
        if (isNative) {
            builder.nativeInitialSchema(FINEST_SCHEMA).nativeMaxNumberOfBuckets(MAX_NATIVE_BUCKETS);
        } else {
            builder.classicOnly();
        }
        histogram = builder.build();
    }

    /** The series of these label values, a new one where there was none. */
    HistogramSeries add(List<String> values) {
        String[] array = values.toArray(new String[0]);
        DistributionDataPoint point = histogram.labelValues(array);
        LatestExemplars exemplars = series.computeIfAbsent(
                labels(array), key -> isNative ? new LatestExemplars(bounds) : LatestExemplars.NONE);
        return new HistogramSeries(point, exemplars);
    }

    /** Whether that was the last series. */
    boolean remove(List<String> values) {
        String[] array = values.toArray(new String[0]);
        histogram.remove(array);
        series.remove(labels(array));
        return series.isEmpty();
    }

    @Override
    public MetricSnapshot collect() {
        HistogramSnapshot plain = histogram.collect();
        if (!isNative) {
            return plain;
        }
        return new HistogramSnapshot(
                plain.getMetadata(),
                plain.getDataPoints().stream().map(this::withExemplars).toList());
    }

    @Override
    public MetricFamilyDescriptor getMetricFamilyDescriptor() {
        return histogram.getMetricFamilyDescriptor();
    }

    private HistogramDataPointSnapshot withExemplars(HistogramDataPointSnapshot point) {
        LatestExemplars latest = series.get(point.getLabels());
        return new HistogramDataPointSnapshot(
                point.getClassicBuckets(),
                point.getNativeSchema(),
                point.getNativeZeroCount(),
                point.getNativeZeroThreshold(),
                point.getNativeBucketsForPositiveValues(),
                point.getNativeBucketsForNegativeValues(),
                point.getSum(),
                point.getLabels(),
                latest == null ? Exemplars.EMPTY : latest.exemplars(),
                point.getCreatedTimestampMillis());
    }

    private Labels labels(String[] values) {
        return Labels.of(labels.toArray(new String[0]), values);
    }
}
