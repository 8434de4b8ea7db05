package dev.insight.runner.export;

import static dev.insight.runner.SampleReports.MILLI;
import static dev.insight.runner.SampleReports.PROBE;
import static dev.insight.runner.SampleReports.okResult;
import static dev.insight.runner.SampleReports.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.insight.InsightListener;
import dev.insight.ProbeReport;
import dev.insight.hop.Ticker;
import dev.insight.runner.metrics.PrometheusMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a receiver is sent, from the listeners to the bytes. */
@Timeout(60)
class OtlpExportTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    private TestReceiver receiver;

    @BeforeEach
    void start() throws Exception {
        receiver = new TestReceiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private ExportConfig config(boolean exponential) {
        return config(receiver.at("/v1/metrics"), receiver.at("/v1/traces"), exponential);
    }

    private static ExportConfig config(URI metrics, URI traces, boolean exponential) {
        return new ExportConfig(
                metrics, traces, Duration.ofHours(1), exponential, 1, Map.of(), Map.of("service.name", "test"), null);
    }

    private static void tell(PrometheusMetrics metrics) {
        List<InsightListener> listeners = metrics.listeners();
        listeners.forEach(each -> each.onAdded(PROBE));
        for (int i = 0; i < 3; i++) {
            ProbeReport report = report(okResult(PROBE, i, (40 + 20L * i) * MILLI)
                    .trace(TRACE.substring(1) + i, SPAN)
                    .build());
            listeners.forEach(each -> each.onReport(report));
        }
    }

    private Map<String, Metric> metrics() throws Exception {
        ExportMetricsServiceRequest request = ExportMetricsServiceRequest.parseFrom(
                receiver.bodies("/v1/metrics").get(0));
        return request.getResourceMetrics(0).getScopeMetrics(0).getMetricsList().stream()
                .collect(Collectors.toMap(Metric::getName, metric -> metric));
    }

    private void export(boolean exponential) throws Exception {
        PrometheusMetrics metrics = PrometheusMetrics.create(OtlpExport.start(config(exponential)));
        metrics.configReloaded(true);
        metrics.recordsLost(this, test -> 0);
        metrics.probesRefused(this, test -> 0);
        metrics.globalView(this, test -> 1, test -> 0);
        tell(metrics);
        metrics.closing();
        metrics.listeners().forEach(each -> each.onRemoved(PROBE)); // as when a runner ends
        metrics.close();
    }

    @Test
    void the_last_export_tells_of_paths_though_they_have_left() throws Exception {
        export(false);

        Metric duration = metrics().get("insight.probe.duration");
        assertThat(duration.getUnit()).isEqualTo("seconds");
        HistogramDataPoint point = duration.getHistogram().getDataPoints(0);
        assertThat(point.getCount()).isEqualTo(3);
        assertThat(point.getSum()).isBetween(0.1799, 0.1801);
        assertThat(point.getExplicitBoundsList()).hasSize(19).contains(0.05, 0.075, 0.1);
        assertThat(point.getBucketCountsList()).hasSize(20);
        assertThat(point.getAttributesList().stream()
                        .collect(Collectors.toMap(
                                each -> each.getKey(), each -> each.getValue().getStringValue())))
                .isEqualTo(Map.of("source", "eu", "target", "sg", "route", "forwarded", "service", "payments"));
        assertThat(point.getExemplarsList())
                .extracting(each -> each.getAsDouble())
                .containsExactlyInAnyOrder(0.04, 0.06, 0.08);
        assertThat(metrics())
                .containsKeys("cross.region.latency.ms", "insight.hop.self", "insight.link", "insight.probes")
                .containsKeys("insight.config.reload.success", "insight.exports", "insight.traces")
                .containsKeys("insight.record.lost", "insight.blackbox.refused")
                .containsKeys("insight.global.age", "insight.global.silent.sources")
                .doesNotContainKey("insight.probe.duration.max");
        assertThat(metrics()
                        .get("cross.region.latency.ms")
                        .getGauge()
                        .getDataPoints(0)
                        .getAsDouble())
                .isEqualTo(80.0);
    }

    @Test
    void histograms_are_exponential_where_that_is_wanted() throws Exception {
        export(true);

        Metric duration = metrics().get("insight.probe.duration");
        assertThat(duration.getExponentialHistogram().getDataPoints(0).getCount())
                .isEqualTo(3);
        assertThat(duration.getExponentialHistogram().getDataPoints(0).getScale())
                .isPositive();
    }

    @Test
    void traces_are_written_as_otlp_with_who_sends_them() throws Exception {
        export(false);

        ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(
                receiver.bodies("/v1/traces").get(0));
        assertThat(request.getResourceSpans(0).getResource().getAttributesList())
                .anyMatch(each -> each.getKey().equals("service.name")
                        && each.getValue().getStringValue().equals("test"));
        assertThat(request.getResourceSpans(0).getScopeSpans(0).getSpansList())
                .filteredOn(span -> span.getParentSpanId().isEmpty())
                .hasSize(3);
    }

    @Test
    void exemplars_are_of_traces_that_are_sent() throws Exception {
        ExportConfig all = config(false);
        ExportConfig none =
                new ExportConfig(null, all.traces(), all.interval(), false, 0, all.headers(), all.resource(), all.ca());
        PrometheusMetrics untraced = PrometheusMetrics.create(OtlpExport.start(none));
        tell(untraced);
        assertThat(openMetrics(untraced))
                .contains("insight_probe_duration_seconds")
                .doesNotContain("trace_id");
        untraced.close();

        PrometheusMetrics traced = PrometheusMetrics.create(OtlpExport.start(all));
        tell(traced);
        assertThat(openMetrics(traced)).contains("trace_id=\"" + TRACE.substring(1) + "2\"} 0.08");
        traced.close();
    }

    private static String openMetrics(PrometheusMetrics metrics) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        metrics.write("application/openmetrics-text", out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_receiver_that_hangs_does_not_keep_it_from_closing() throws Exception {
        receiver.hanging = true;
        long begin = Ticker.system().nanos();
        export(false);
        long took = Ticker.system().nanos() - begin;
        assertThat(Duration.ofNanos(took)).isLessThan(Duration.ofSeconds(20));
        assertThat(threads()).isEmpty();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("insight-otlp") && thread.isAlive())
                .toList();
    }

    /** The signals whose last export is taken. */
    private static List<String> lastTaken(ExportConfig config) throws Exception {
        SimpleMeterRegistry counts = new SimpleMeterRegistry();
        OtlpExport export = OtlpExport.start(config);
        export.countIn(counts);
        tell(PrometheusMetrics.create(export));
        export.close();
        return Stream.of("metrics", "traces")
                .filter(signal -> counts.get("insight.exports")
                                .tags("signal", signal, "result", "ok")
                                .functionCounter()
                                .count()
                        > 0)
                .toList();
    }

    @Test
    void a_receiver_that_hangs_does_not_cost_the_other_its_last_export() throws Exception {
        receiver.hanging = true;
        try (TestReceiver well = new TestReceiver()) {
            assertThat(lastTaken(config(receiver.at("/v1/metrics"), well.at("/v1/traces"), false)))
                    .containsExactly("traces");
            assertThat(lastTaken(config(well.at("/v1/metrics"), receiver.at("/v1/traces"), false)))
                    .containsExactly("metrics");
        }
    }

    @Test
    void what_cannot_begin_leaves_nothing_behind() {
        ExportConfig config = config(receiver.at("/v1/metrics"), URI.create("ftp://127.0.0.1/"), false);

        assertThatThrownBy(() -> OtlpExport.start(config)).isInstanceOf(IllegalArgumentException.class);

        assertThat(threads()).isEmpty();
        assertThat(receiver.bodies).isEmpty();
    }

    /** As when a runner has closed it; the SDK would say so in the log of each that ends. */
    @Test
    void closing_again_does_nothing() throws Exception {
        OtlpExport export = OtlpExport.start(config(false));
        export.close();
        try (LoggedLines log = new LoggedLines(SdkTracerProvider.class)) {
            export.close();
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void secrets_are_not_shown() {
        ExportConfig config = new ExportConfig(
                receiver.at("/"), null, Duration.ofMinutes(1), false, 0, Map.of("key", "secret"), Map.of(), null);
        assertThat(config.toString()).contains("key").doesNotContain("secret");
    }
}
