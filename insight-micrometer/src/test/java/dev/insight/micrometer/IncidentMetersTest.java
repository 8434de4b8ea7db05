package dev.insight.micrometer;

import static dev.insight.micrometer.SampleReports.PROBE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.InsightStatus;
import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Evidence;
import dev.insight.diagnosis.HostLoad;
import dev.insight.diagnosis.Verdict;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Incidents and hosts, as Prometheus reads them. */
class IncidentMetersTest {
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT).throwExceptionOnRegistrationFailure();
    private final FakeTicker ticker = new FakeTicker();
    private final InsightMetrics metrics = new InsightMetrics(ticker);

    @BeforeEach
    void add_the_path() {
        metrics.bindTo(registry);
        metrics.onAdded(PROBE);
    }

    @Test
    void an_open_incident_has_its_confidence_while_it_is_open() {
        metrics.onVerdict(verdict("i1", Verdict.State.OPEN, Cause.HOP_SLOW, "gateway-eu", 0.85));
        assertThat(open()).containsExactly("insight_incident_open{cause=\"hop_slow\",component=\"gateway-eu\"} 0.85");

        metrics.onVerdict(verdict("i1", Verdict.State.UPDATE, Cause.HOP_OVERLOADED, "gateway-eu", 0.97));
        assertThat(open())
                .containsExactly("insight_incident_open{cause=\"hop_overloaded\",component=\"gateway-eu\"} 0.97");

        metrics.onVerdict(verdict("i1", Verdict.State.CLOSE, Cause.HOP_OVERLOADED, "gateway-eu", 0.97));
        assertThat(open()).isEmpty();
        assertThat(registry.scrape())
                .contains("\n# TYPE insight_incidents_total counter\n")
                .contains("\ninsight_incidents_total{cause=\"hop_slow\"} 1.0\n")
                .doesNotContain("insight_incidents_total{cause=\"hop_overloaded\"}");
    }

    @Test
    void two_of_one_label_show_the_surest_until_both_are_closed() {
        metrics.onVerdict(verdict("i1", Verdict.State.OPEN, Cause.HOP_SLOW, "gateway-eu", 0.8));
        metrics.onVerdict(verdict("i2", Verdict.State.OPEN, Cause.HOP_SLOW, "gateway-eu", 0.9));
        assertThat(open()).hasSize(1).first().asString().endsWith(" 0.9");
        metrics.onVerdict(verdict("i2", Verdict.State.CLOSE, Cause.HOP_SLOW, "gateway-eu", 0.9));
        assertThat(open()).hasSize(1).first().asString().endsWith(" 0.8");
        metrics.onVerdict(verdict("i1", Verdict.State.CLOSE, Cause.HOP_SLOW, "gateway-eu", 0.8));
        assertThat(open()).isEmpty();
    }

    @Test
    void links_and_probers_of_a_path_are_labels_and_what_no_route_names_is_other() {
        metrics.onVerdict(verdict("i1", Verdict.State.OPEN, Cause.LINK_DEGRADED, "gateway-eu>payments", 0.9));
        metrics.onVerdict(verdict("i2", Verdict.State.OPEN, Cause.PROBER_IMPAIRED, "prober-eu", 0.9));
        metrics.onVerdict(verdict("i3", Verdict.State.OPEN, Cause.HOP_DOWN, "made-up-by-a-peer", 0.9));

        assertThat(open())
                .anyMatch(line -> line.contains("component=\"gateway-eu>payments\""))
                .anyMatch(line -> line.contains("component=\"prober-eu\""))
                .anyMatch(line -> line.contains("component=\"other\""))
                .hasSize(3);
    }

    @Test
    void a_host_is_as_busy_as_read_and_unknown_after_a_minute() {
        metrics.onLoad(new HostLoad("gateway-eu", "gateway-eu-1", 0, 0.25));
        metrics.onLoad(new HostLoad("mediary-eu", null, 0, 0.5));
        metrics.onLoad(new HostLoad("gateway-eu", "gateway-eu-1", 1, 0.96));
        assertThat(lines("insight_host_cpu_ratio{"))
                .containsExactlyInAnyOrder(
                        "insight_host_cpu_ratio{hop=\"gateway-eu\",node=\"gateway-eu-1\"} 0.96",
                        "insight_host_cpu_ratio{hop=\"mediary-eu\",node=\"unknown\"} 0.5");

        ticker.nanos += Duration.ofSeconds(50).toNanos();
        metrics.onLoad(new HostLoad("mediary-eu", null, 2, 0.75));
        ticker.nanos += Duration.ofSeconds(11).toNanos();
        metrics.onStatus(new InsightStatus(0, 0, 0, 0, 0, Duration.ZERO, true));
        assertThat(lines("insight_host_cpu_ratio{"))
                .containsExactly("insight_host_cpu_ratio{hop=\"mediary-eu\",node=\"unknown\"} 0.75");
    }

    @Test
    void nothing_is_left_when_the_metrics_close() {
        metrics.onVerdict(verdict("i1", Verdict.State.OPEN, Cause.HOP_SLOW, "gateway-eu", 0.8));
        metrics.onLoad(new HostLoad("gateway-eu", null, 0, 0.25));
        metrics.close();

        assertThat(registry.scrape()).isEmpty();
    }

    private List<String> open() {
        return lines("insight_incident_open{");
    }

    private List<String> lines(String start) {
        return registry.scrape().lines().filter(line -> line.startsWith(start)).toList();
    }

    private static Verdict verdict(String id, Verdict.State state, Cause cause, String component, double confidence) {
        Evidence evidence = new Evidence("so it is", "delay", -1, null, null, List.of(), List.of());
        return new Verdict(0, id, state, cause, component, confidence, evidence, 0, List.of(PROBE.path()));
    }
}
