package dev.insight.runner.export;

import dev.insight.InsightListener;
import dev.insight.hop.Ticker;
import dev.insight.micrometer.InsightMetrics;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.registry.otlp.OtlpExemplarContext;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import org.jspecify.annotations.Nullable;

/** Insight's meters a second time, in a registry that is sent at an interval. Thread-safe. */
final class MetricsExport implements AutoCloseable {
    private final OtlpMeterRegistry registry;
    private final InsightMetrics metrics;
    private final InsightListener listener;
    private volatile boolean closing;

    /** Begins to send to {@code receiver}. */
    MetricsExport(ExportConfig config, Receiver receiver, Ticker ticker) {
        OtlpMeterRegistry.Builder building = OtlpMeterRegistry.builder(new MeterSettings(config))
                .threadFactory(MetricsExport::daemon)
                .metricsSender(request -> receiver.send(request.getMetricsData()));
        if (config.traces() != null) { // else there are no exemplars, and the room for them is saved
            building.exemplarContextProvider(MetricsExport::exemplar);
        }
        registry = building.build();
        if (config.exponential()) {
            registry.config().meterFilter(new Exponential());
        }
        metrics = new InsightMetrics(ticker);
        metrics.bindTo(registry);
        listener = new Lasting(metrics);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "insight-otlp-metrics");
        thread.setDaemon(true);
        return thread;
    }

    private static @Nullable OtlpExemplarContext exemplar() {
        ProbeResult result = CurrentTrace.result();
        String spanId = result == null ? null : result.spanId();
        String traceId = result == null ? null : result.traceId();
        return traceId == null || spanId == null ? null : new OtlpExemplarContext(traceId, spanId);
    }

    InsightListener listener() {
        return listener;
    }

    MeterRegistry registry() {
        return registry;
    }

    /** From now on paths that leave keep their series: when all end, the last export is still to tell of them. */
    void closing() {
        closing = true;
    }

    /** Sends once more, and ends the thread. */
    @Override
    public void close() {
        registry.close();
        metrics.close();
    }

    /** Told of everything, save that paths leave while all is being closed. */
    private final class Lasting extends ForwardingListener {
        Lasting(InsightListener next) {
            super(next);
        }

        @Override
        public void onRemoved(Probe probe) {
            if (!closing) {
                super.onRemoved(probe);
            }
        }
    }

    /** Takes meters' own buckets from them, without which Micrometer gives them exponential ones. */
    private static final class Exponential implements MeterFilter {
        @Override
        public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
            double[] bounds = config.getServiceLevelObjectiveBoundaries();
            if (bounds == null || bounds.length == 0) {
                return config;
            }
            return DistributionStatisticConfig.builder()
                    .percentilesHistogram(true)
                    .serviceLevelObjectives()
                    .build()
                    .merge(config);
        }
    }
}
