package dev.insight.runner.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MetricType;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The series of one histogram. Thread-safe, save that series are added and removed by one thread at a time. */
final class HistogramFamily implements Collector {
    private final MetricMetadata metadata;
    private final String[] labels;
    private final double[] upperBounds;
    private final boolean isNative;
    private final Map<Labels, HistogramSeries> series = new ConcurrentHashMap<>();

    HistogramFamily(String name, String help, List<String> labels, double[] boundsNanos, boolean isNative) {
        this.labels = labels.toArray(new String[0]);
        this.isNative = isNative;
        metadata = new MetricMetadata(name, help);
        upperBounds = Arrays.copyOf(
                Arrays.stream(boundsNanos).map(nanos -> nanos / 1e9).toArray(), boundsNanos.length + 1);
        upperBounds[boundsNanos.length] = Double.POSITIVE_INFINITY;
    }

    /** The series of these label values, a new one where there was none. */
    HistogramSeries add(List<String> values, long epochMillis) {
        return series.computeIfAbsent(
                labels(values),
                key -> isNative
                        ? new NativeSeries(metadata.getPrometheusName(), key, upperBounds)
                        : new ClassicSeries(key, upperBounds, epochMillis));
    }

    /** Whether that was the last series. */
    boolean remove(List<String> values) {
        series.remove(labels(values));
        return series.isEmpty();
    }

    @Override
    public MetricSnapshot collect() {
        return new HistogramSnapshot(
                metadata,
                series.values().stream().map(HistogramSeries::snapshot).toList());
    }

    @Override
    public MetricFamilyDescriptor getMetricFamilyDescriptor() {
        return MetricFamilyDescriptor.of(MetricType.HISTOGRAM, metadata, Set.of(labels));
    }

    private Labels labels(List<String> values) {
        return Labels.of(labels, values.toArray(new String[0]));
    }
}
