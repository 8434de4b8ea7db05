package dev.insight.runner.blackbox;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one probe has measured. Confined to its thread. */
final class ProbeMetrics {
    private final Map<ProbeMetric, Map<Labels, Double>> values = new EnumMap<>(ProbeMetric.class);

    void set(ProbeMetric metric, double value) {
        set(metric, value, Labels.EMPTY);
    }

    void set(ProbeMetric metric, double value, Labels labels) {
        values.computeIfAbsent(metric, key -> new LinkedHashMap<>()).put(labels, value);
    }

    MetricSnapshots snapshots() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        values.forEach((metric, series) -> {
            GaugeSnapshot.Builder gauge =
                    GaugeSnapshot.builder().name(metric.metricName).help(metric.help);
            series.forEach((labels, value) -> gauge.dataPoint(
                    GaugeDataPointSnapshot.builder().labels(labels).value(value).build()));
            all.metricSnapshot(gauge.build());
        });
        return all.build();
    }
}
