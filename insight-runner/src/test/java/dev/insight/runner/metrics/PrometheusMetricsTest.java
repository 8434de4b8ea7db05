package dev.insight.runner.metrics;

import static dev.insight.runner.SampleReports.MILLI;
import static dev.insight.runner.SampleReports.PROBE;
import static dev.insight.runner.SampleReports.cold;
import static dev.insight.runner.SampleReports.failed;
import static dev.insight.runner.SampleReports.ok;
import static dev.insight.runner.SampleReports.okResult;
import static dev.insight.runner.SampleReports.partial;
import static dev.insight.runner.SampleReports.report;
import static dev.insight.runner.SampleReports.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.insight.InsightStatus;
import dev.insight.micrometer.prometheus.HistogramRegistry;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.SkipReason;
import io.micrometer.core.instrument.Timer;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrometheusMetricsTest {
    private static final String PROTOBUF =
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.7,"
                    + "text/plain;version=0.0.4;q=0.2";
    private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;q=0.5";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final PrometheusMetrics metrics = PrometheusMetrics.create();

    @BeforeEach
    void add_the_path() {
        metrics.listener().onAdded(PROBE);
    }

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void text_is_what_anyone_gets_who_does_not_ask() {
        metrics.listener().onReport(ok(PROBE, 0, 47 * MILLI));

        assertThat(metrics.contentType(null)).startsWith("text/plain; version=0.0.4");
        assertThat(text(null))
                .contains("# TYPE cross_region_latency_ms gauge")
                .contains(
                        "cross_region_latency_ms{route=\"forwarded\",service=\"payments\",source=\"eu\",target=\"sg\"} 47.0")
                .contains("# TYPE insight_probe_duration_seconds histogram")
                .contains("target=\"sg\",le=\"0.05\"} 1")
                .contains("target=\"sg\",le=\"0.025\"} 0")
                .contains("insight_link_seconds_count{link=\"gateway-eu>payments\"")
                .doesNotContain("_max")
                .doesNotContain("_created");
    }

    @Test
    void open_metrics_carries_the_trace_of_a_probe_as_exemplar() {
        metrics.listener().onReport(ok(PROBE, 0, 47 * MILLI));
        assertThat(text(OPEN_METRICS)).doesNotContain("trace_id");

        metrics.listener()
                .onReport(report(okResult(PROBE, 1, 48 * MILLI)
                        .trace(TRACE, "b7ad6b7169203331")
                        .build()));

        assertThat(metrics.contentType(OPEN_METRICS)).startsWith("application/openmetrics-text");
        assertThat(text(OPEN_METRICS).lines())
                .filteredOn(line -> line.contains("trace_id"))
                .singleElement()
                .asString()
                .startsWith("insight_probe_duration_seconds_bucket{")
                .contains("le=\"0.05\"")
                .contains("# {span_id=\"b7ad6b7169203331\",trace_id=\"" + TRACE + "\"} 0.048 ")
                .as("by promise of the format the text ends so");
        assertThat(text(OPEN_METRICS)).endsWith("# EOF\n");
    }

    @Test
    void a_trace_is_not_taken_for_that_of_the_next_probe() {
        metrics.listener()
                .onReport(
                        report(okResult(PROBE, 0, 48 * MILLI).trace(TRACE, null).build()));
        metrics.listener().onReport(ok(PROBE, 1, 4_800 * MILLI));

        assertThat(text(OPEN_METRICS).lines())
                .filteredOn(line -> line.contains("trace_id"))
                .hasSize(1);
    }

    @Test
    void protobuf_carries_the_duration_as_native_histogram_too() {
        metrics.listener().onReport(ok(PROBE, 0, 47 * MILLI));
        metrics.listener()
                .onReport(
                        report(okResult(PROBE, 1, 48 * MILLI).trace(TRACE, null).build()));

        assertThat(metrics.contentType(PROTOBUF)).startsWith("application/vnd.google.protobuf");
        assertThat(text(PROTOBUF)).contains("insight_probe_duration_seconds").contains(TRACE);
        String debug = ExpositionFormats.init()
                .findWriter(PROTOBUF)
                .toDebugString(
                        ((HistogramRegistry) metrics.registry())
                                .getPrometheusRegistry()
                                .scrape("insight_probe_duration_seconds"::equals),
                        EscapingScheme.UNDERSCORE_ESCAPING);
        assertThat(debug).contains("schema: 5").contains("positive_span").contains("upper_bound: 0.05");
    }

    @Test
    void timers_read_as_they_were_written() {
        metrics.listener().onReport(ok(PROBE, 0, 47 * MILLI));
        metrics.listener().onReport(ok(PROBE, 1, 53 * MILLI));

        Timer timer = metrics.registry().get("insight.probe.duration").timer();
        assertThat(timer.count()).isEqualTo(2);
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isBetween(99.999, 100.001);
        assertThat(timer.max(TimeUnit.MILLISECONDS)).isEqualTo(53.0);
    }

    @Test
    void a_path_leaves_with_all_its_series_and_comes_back_afresh() {
        for (int round = 0; round < 3; round++) {
            metrics.listener().onReport(ok(PROBE, 0, 47 * MILLI));
            assertThat(text(null))
                    .contains("insight_probe_duration_seconds_count{")
                    .contains("\"sg\"} 1\n");
            metrics.listener().onRemoved(PROBE);
            assertThat(text(null)).isEmpty();
            metrics.listener().onAdded(PROBE);
        }
    }

    @Test
    void the_latest_reading_of_the_configuration_shows() {
        assertThat(text(null)).doesNotContain("insight_config_reload_success");
        metrics.configReloaded(true);
        assertThat(text(null)).contains("\ninsight_config_reload_success 1.0\n");
        metrics.configReloaded(false);
        assertThat(text(null)).contains("\ninsight_config_reload_success 0.0\n");
    }

    @Test
    void promtool_finds_fault_with_no_name_but_the_one_that_is_given() throws Exception {
        Path promtool = Path.of("/usr/bin/promtool");
        assumeThat(Files.isExecutable(promtool)).as("promtool is installed").isTrue();
        everySeries();

        Process process = new ProcessBuilder(promtool.toString(), "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            metrics.write(null, in);
        }
        List<String> complaints = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();

        assertThat(complaints)
                .containsExactly("cross_region_latency_ms metric names should not contain abbreviated units");
    }

    private void everySeries() {
        // First, because the samples' clock stands near zero and the next status would find their latency stale.
        metrics.listener().onStatus(new InsightStatus(1, 1, 1, 0, 0, Duration.ZERO, true));
        metrics.listener().onReport(ok(PROBE, 0, 47 * MILLI));
        metrics.listener()
                .onReport(report(okResult(PROBE, 1, 48 * MILLI).tainted(true).build()));
        metrics.listener().onReport(failed(PROBE, 2, "UNAVAILABLE"));
        metrics.listener().onReport(cold(PROBE, 3));
        metrics.listener().onReport(partial(PROBE, "gateway-eu", 4, MILLI));
        metrics.listener().onSkipped(slot(PROBE, ProbeKind.WARM, null, 5), SkipReason.OUTSTANDING);
        metrics.configReloaded(true);
    }

    private String text(String accept) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            metrics.write(accept, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
