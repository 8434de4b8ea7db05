package dev.insight.micrometer.prometheus;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MetricType;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The series of one histogram. Thread-safe, save that series are added and removed by one thread at a time. */
final class HistogramFamily implements Collector {
    private final MetricMetadata metadata;
    private final String[] labels;
    private final Map<Labels, HistogramSeries> series = new ConcurrentHashMap<>();

    HistogramFamily(MetricMetadata metadata, List<String> labels) {
        this.metadata = metadata;
        this.labels = labels.toArray(new String[0]);
    }

    /** The series of these label values, one that {@code maker} makes where there was none. */
    HistogramSeries add(List<String> values, Function<Labels, HistogramSeries> maker) {
        return series.computeIfAbsent(labels(values), maker);
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
