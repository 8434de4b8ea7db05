package dev.insight.micrometer;

import static dev.insight.micrometer.SampleReports.MILLI;
import static dev.insight.micrometer.SampleReports.PROBE;
import static dev.insight.micrometer.SampleReports.cold;
import static dev.insight.micrometer.SampleReports.ok;
import static dev.insight.micrometer.SampleReports.report;
import static dev.insight.micrometer.SampleReports.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.InsightStatus;
import dev.insight.decomposition.Flaw;
import dev.insight.decomposition.Term;
import dev.insight.probe.Outcome;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.SkipReason;
import dev.insight.probe.Slot;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names dashboards lean on, as Prometheus reads them. */
class PrometheusNamesTest {
    private static final String PATH = "route=\"forwarded\",service=\"payments\",source=\"eu\",target=\"sg\"";

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT).throwExceptionOnRegistrationFailure();
    private final InsightMetrics metrics = new InsightMetrics(registry);

    @BeforeEach
    void report_everything() {
        metrics.onAdded(PROBE);
        metrics.onReport(ok(PROBE, 47 * MILLI, 0));
        metrics.onReport(cold(PROBE, Outcome.ok()));
        metrics.onReport(report(
                result(PROBE, ProbeKind.PARTIAL, "gateway-eu", Outcome.ok()).build()));
        metrics.onReport(report(result(PROBE, ProbeKind.WARM, null, Outcome.ok())
                .latencyNanos(MILLI)
                .tainted(true)
                .build()));
        metrics.onReport(report(
                ok(PROBE, 47 * MILLI, 0).result(),
                new Term(Term.Kind.SELF, "payments", -1, -1, List.of(), Set.of(Flaw.NEGATIVE_SELF))));
        metrics.onSkipped(new Slot(PROBE, ProbeKind.WARM, null, 0, 0, 0), SkipReason.OUTSTANDING);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    cross_region_latency_ms             | gauge     |
                    cross_region_up                     | gauge     |
                    insight_probe_duration_seconds      | histogram |
                    insight_probes_total                | counter   | outcome="OK",phase="rpc"
                    insight_probe_phase_seconds         | histogram | phase="http2"
                    insight_hop_position                | gauge     | hop="gateway-eu"
                    insight_hop_self_seconds            | histogram | hop="gateway-eu"
                    insight_hop_queue_seconds           | histogram | hop="gateway-eu"
                    insight_link_seconds                | histogram | link="gateway-eu>payments"
                    insight_path_residual_seconds       | histogram |
                    insight_probes_skipped_total        | counter   |
                    insight_probes_tainted_total        | counter   |
                    insight_stamps_total                | counter   | result="ok"
                    insight_probes_cold_total           | counter   | outcome="OK",phase="rpc"
                    insight_probes_partial_total        | counter   | hop="gateway-eu",outcome="OK"
                    insight_terms_invalid_total         | counter   | flaw="negative_self"
                    """)
    void a_path_has_the_series(String name, String type, String label) {
        String text = registry.scrape();

        assertThat(text).contains("\n# TYPE " + name + " " + type + "\n");
        String sample = type.equals("histogram") ? name + "_count" : name;
        String labels = label == null ? "{" + PATH + "} " : label;
        assertThat(text.lines())
                .anyMatch(line -> line.startsWith(sample + "{")
                        && line.contains(labels)
                        && line.contains("source=\"eu\"")
                        && line.contains("target=\"sg\""));
    }

    @Test
    void start_lag_has_the_source_alone() {
        assertThat(registry.scrape())
                .contains("\n# TYPE insight_probe_start_lag_seconds histogram\n")
                .contains("\ninsight_probe_start_lag_seconds_count{source=\"eu\"} ");
    }

    @ParameterizedTest
    @CsvSource({
        "insight_targets, gauge, 3.0",
        "insight_channels, gauge, 2.0",
        "insight_probes_outstanding, gauge, 1.0",
        "insight_discovery_age_seconds, gauge, 1.5",
        "insight_reports_dropped_total, counter, 4.0",
        "insight_listener_faults_total, counter, 5.0"
    })
    void the_prober_has_the_series(String name, String type, String value) {
        metrics.onStatus(new InsightStatus(3, 2, 1, 4, 5, Duration.ofMillis(1_500), true));

        assertThat(registry.scrape()).contains("\n# TYPE " + name + " " + type + "\n" + name + " " + value + "\n");
    }

    @Test
    void buckets_reach_from_100_microseconds_to_10_seconds() {
        List<String> bounds = registry.scrape()
                .lines()
                .filter(line -> line.startsWith("insight_probe_duration_seconds_bucket"))
                .map(line -> line.replaceAll(".*le=\"([^\"]+)\".*", "$1"))
                .toList();

        assertThat(bounds).startsWith("1.0E-4").endsWith("10.0", "+Inf").hasSize(20);
    }

    @Test
    void nothing_is_left_when_the_metrics_close() {
        metrics.close();

        assertThat(registry.scrape()).isEmpty();
    }
}
