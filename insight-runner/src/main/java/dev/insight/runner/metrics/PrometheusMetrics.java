package dev.insight.runner.metrics;

import dev.insight.InsightListener;
import dev.insight.micrometer.InsightMetrics;
import dev.insight.micrometer.prometheus.HistogramRegistry;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The runner's metrics, as Prometheus reads them. Histograms are classic; {@code insight_probe_duration_seconds} is
 * native as well, for scrapers that ask for protobuf, and its exemplars name the probe's trace where there is one.
 * Thread-safe.
 */
public final class PrometheusMetrics implements AutoCloseable {
    /** A native histogram costs up to some kilobytes a series, so only the one that matters most is one. */
    private static final Set<String> NATIVE = Set.of("insight.probe.duration");

    private final HistogramRegistry registry =
            new HistogramRegistry(PrometheusConfig.DEFAULT, NATIVE, CurrentTrace::labels);
    private final InsightMetrics metrics = new InsightMetrics(registry);
    private final InsightListener listener = new TracedListener(metrics);
    private final ExpositionFormats formats = ExpositionFormats.init();
    private volatile boolean reloadSucceeded;
    private volatile boolean reloadKnown;

    private PrometheusMetrics() {}

    /** Metrics of nothing yet. */
    public static PrometheusMetrics create() {
        return new PrometheusMetrics();
    }

    /** Makes meters of what an {@code Insight} finds; to be given to it. */
    public InsightListener listener() {
        return listener;
    }

    /** Where further meters of the runner may go. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Notes whether the configuration was read well the last time. */
    public void configReloaded(boolean success) {
        reloadSucceeded = success;
        if (!reloadKnown) {
            reloadKnown = true;
            Gauge.builder("insight.config.reload.success", () -> reloadSucceeded ? 1 : 0)
                    .description("Whether the latest reading of the configuration succeeded.")
                    .strongReference(true)
                    .register(registry);
        }
    }

    /** Shows {@code recorder}'s records that {@code lost} counts. */
    public <T> void recordsLost(T recorder, ToDoubleFunction<T> lost) {
        FunctionCounter.builder("insight.record.lost", recorder, lost)
                .description("Records that the disk was too slow for, or refused.")
                .register(registry);
    }

    /** Shows how old {@code view}, the global one, is, and how many sources are silent in it. */
    public <T> void globalView(T view, ToDoubleFunction<T> ageSeconds, ToDoubleFunction<T> silent) {
        Gauge.builder("insight.global.age", view, ageSeconds)
                .description("How long ago the global view was read.")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("insight.global.silent.sources", view, silent)
                .description("Source regions of which nothing new is in the global view.")
                .register(registry);
    }

    /** The content type that answers a request with this {@code Accept} header. */
    public String contentType(@Nullable String accept) {
        return formats.findWriter(accept).getContentType();
    }

    /** Writes all metrics in the format that {@link #contentType} names for {@code accept}. */
    public void write(@Nullable String accept, OutputStream out) throws IOException {
        ExpositionFormatWriter writer = formats.findWriter(accept);
        writer.write(out, registry.getPrometheusRegistry().scrape(), EscapingScheme.fromAcceptHeader(accept));
    }

    /** Lets go of every meter. */
    @Override
    public void close() {
        metrics.close();
        registry.close();
    }
}
