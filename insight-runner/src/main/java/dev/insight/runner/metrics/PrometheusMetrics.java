package dev.insight.runner.metrics;

import dev.insight.InsightListener;
import dev.insight.micrometer.InsightMetrics;
import dev.insight.micrometer.prometheus.HistogramRegistry;
import dev.insight.probe.ProbeResult;
import dev.insight.runner.export.CurrentTrace;
import dev.insight.runner.export.OtlpExport;
import dev.insight.runner.export.TracedListener;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The runner's metrics, as Prometheus reads them, and a second time as they are exported, if they are. Histograms are classic; {@code insight_probe_duration_seconds} is
 * native as well, for scrapers that ask for protobuf, and its exemplars name the probe's trace where there is one.
 * Thread-safe.
 */
public final class PrometheusMetrics implements AutoCloseable {
    /** A native histogram costs up to some kilobytes a series, so only the one that matters most is one. */
    private static final Set<String> NATIVE = Set.of("insight.probe.duration");

    private final HistogramRegistry registry =
            new HistogramRegistry(PrometheusConfig.DEFAULT, NATIVE, PrometheusMetrics::exemplar);
    private final InsightMetrics metrics = new InsightMetrics(registry);
    private final @Nullable OtlpExport export;
    private final InsightListener listener;
    private final MeterRegistry shared;
    private final ExpositionFormats formats = ExpositionFormats.init();
    private volatile boolean reloadSucceeded;
    private volatile boolean reloadKnown;

    private PrometheusMetrics(@Nullable OtlpExport export) {
        this.export = export;
        listener = new TracedListener(metrics, report -> export == null || export.isTraced(report));
        shared = export == null || export.registry() == null ? registry : both(registry, export.registry());
        if (export != null) {
            export.countIn(shared);
        }
    }

    /** Of the few meters that are read and not written, a composite costs nothing. */
    private static MeterRegistry both(MeterRegistry one, MeterRegistry other) {
        return new CompositeMeterRegistry().add(one).add(other);
    }

    /** The labels of an exemplar, or null where nothing is traced. */
    private static @Nullable Labels exemplar() {
        ProbeResult result = CurrentTrace.result();
        String traceId = result == null ? null : result.traceId();
        if (result == null || traceId == null) {
            return null;
        }
        String spanId = result.spanId();
        return spanId == null
                ? Labels.of(Exemplar.TRACE_ID, traceId)
                : Labels.of(Exemplar.TRACE_ID, traceId, Exemplar.SPAN_ID, spanId);
    }

    /** Metrics of nothing yet. */
    public static PrometheusMetrics create() {
        return new PrometheusMetrics(null);
    }

    /** The same, and exported; the export is closed with this. Exemplars are of probes whose traces it sends. */
    public static PrometheusMetrics create(@Nullable OtlpExport export) {
        return new PrometheusMetrics(export);
    }

    /** Makes meters of what an {@code Insight} finds. */
    public InsightListener listener() {
        return listener;
    }

    /** That and what else is to be told of it, in this order. */
    public List<InsightListener> listeners() {
        return export == null
                ? List.of(listener)
                : Stream.of(export.traces(), listener, export.metrics())
                        .filter(Objects::nonNull)
                        .toList();
    }

    /** Where further meters of the runner may go. */
    public MeterRegistry registry() {
        return shared;
    }

    /** Notes whether the configuration was read well the last time. */
    public void configReloaded(boolean success) {
        reloadSucceeded = success;
        if (!reloadKnown) {
            reloadKnown = true;
            Gauge.builder("insight.config.reload.success", () -> reloadSucceeded ? 1 : 0)
                    .description("Whether the latest reading of the configuration succeeded.")
                    .strongReference(true)
                    .register(shared);
        }
    }

    /** Shows {@code recorder}'s records that {@code lost} counts. */
    public <T> void recordsLost(T recorder, ToDoubleFunction<T> lost) {
        FunctionCounter.builder("insight.record.lost", recorder, lost)
                .description("Records that the disk was too slow for, or refused.")
                .register(shared);
    }

    /** Shows {@code journal}'s incidents that {@code late} counts. */
    public <T> void incidentsLate(T journal, ToDoubleFunction<T> late) {
        FunctionCounter.builder("insight.incidents.late", journal, late)
                .description("Changes of incidents that could not be written when they were told.")
                .register(shared);
    }

    /** Shows {@code prober}'s requests for probes that {@code refused} counts. */
    public <T> void probesRefused(T prober, ToDoubleFunction<T> refused) {
        FunctionCounter.builder("insight.blackbox.refused", prober, refused)
                .description("Requests for a probe that found as many under way as may be.")
                .register(shared);
    }

    /** Shows how old {@code view}, the global one, is, and how many sources are silent in it. */
    public <T> void globalView(T view, ToDoubleFunction<T> ageSeconds, ToDoubleFunction<T> silent) {
        Gauge.builder("insight.global.age", view, ageSeconds)
                .description("How long ago the global view was read.")
                .baseUnit("seconds")
                .register(shared);
        Gauge.builder("insight.global.silent.sources", view, silent)
                .description("Source regions of which nothing new is in the global view.")
                .register(shared);
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

    /** To be called before what it is told of ends, so that the last export is not of nothing. */
    public void closing() {
        if (export != null) {
            export.closing();
        }
    }

    /** Exports what is left, and lets go of every meter. */
    @Override
    public void close() {
        if (export != null) {
            export.close();
        }
        metrics.close();
        registry.close();
    }
}
