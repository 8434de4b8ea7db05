package dev.insight.micrometer;

import static dev.insight.micrometer.SampleReports.MILLI;
import static dev.insight.micrometer.SampleReports.PROBE;
import static dev.insight.micrometer.SampleReports.cold;
import static dev.insight.micrometer.SampleReports.failed;
import static dev.insight.micrometer.SampleReports.ok;
import static dev.insight.micrometer.SampleReports.probe;
import static dev.insight.micrometer.SampleReports.report;
import static dev.insight.micrometer.SampleReports.result;
import static dev.insight.micrometer.SampleReports.term;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.insight.InsightStatus;
import dev.insight.ProbeReport;
import dev.insight.decomposition.Decomposition;
import dev.insight.decomposition.Flaw;
import dev.insight.decomposition.StampResult;
import dev.insight.decomposition.Term;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.SkipReason;
import dev.insight.probe.Slot;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InsightMetricsTest {
    private static final InsightStatus STATUS = new InsightStatus(3, 2, 1, 4, 5, Duration.ofMillis(1_500), true);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FakeTicker ticker = new FakeTicker();
    private final InsightMetrics metrics = new InsightMetrics(ticker);

    @BeforeEach
    void add_the_path() {
        metrics.bindTo(registry);
        metrics.onAdded(PROBE);
    }

    @Test
    void a_measurement_enters_every_latency_series() {
        metrics.onReport(ok(PROBE, 47 * MILLI, 0));

        assertThat(registry.get("cross.region.latency.ms").gauge().value()).isEqualTo(47.0);
        assertThat(registry.get("cross.region.up").gauge().value()).isEqualTo(1.0);
        assertThat(millis(registry.get("insight.probe.duration").timer())).isEqualTo(47.0);
        assertThat(millis(registry.get("insight.link")
                        .tag("link", "gateway-eu>payments")
                        .timer()))
                .isEqualTo(40.0);
        assertThat(millis(registry.get("insight.hop.self")
                        .tag("hop", "gateway-eu")
                        .timer()))
                .isEqualTo(1.0);
        assertThat(millis(registry.get("insight.hop.queue")
                        .tag("hop", "gateway-eu")
                        .timer()))
                .isEqualTo(0.1);
        assertThat(registry.get("insight.path.residual").timer().count()).isEqualTo(1);
        assertThat(millis(registry.get("insight.probe.start.lag")
                        .tag("source", "eu")
                        .timer()))
                .isEqualTo(0.5);
        assertThat(registry.get("insight.stamps").tag("result", "ok").counter().count())
                .isEqualTo(2);
    }

    @Test
    void a_path_is_labelled_by_source_target_route_and_service_alone() {
        metrics.onReport(ok(PROBE, 47 * MILLI, 0));

        assertThat(tagsOf(registry.get("insight.probe.duration").meter()))
                .isEqualTo(Map.of("source", "eu", "target", "sg", "route", "forwarded", "service", "payments"));
        assertThat(tagsOf(registry.get("insight.probes").meter()).keySet())
                .isEqualTo(Set.of("source", "target", "route", "service", "outcome", "phase"));
        assertThat(tagsOf(registry.get("insight.probe.start.lag").meter())).isEqualTo(Map.of("source", "eu"));
    }

    @Test
    void hops_are_numbered_as_the_route_has_them() {
        assertThat(position("gateway-eu")).isEqualTo(1.0);
        assertThat(position("payments")).isEqualTo(2.0);

        metrics.onRemoved(PROBE);

        assertThat(registry.find("insight.hop.position").gauges()).isEmpty();
    }

    @Test
    void a_route_without_hops_has_the_service_alone() {
        metrics.onRemoved(PROBE);
        metrics.onAdded(probe("jp", Duration.ofSeconds(5)));

        assertThat(tagsOf(registry.get("insight.hop.position").gauge()))
                .containsEntry("hop", "payments")
                .containsEntry("target", "jp");
    }

    @Test
    void an_outage_moves_no_latency_series() {
        metrics.onReport(ok(PROBE, 47 * MILLI, 0));
        for (int i = 0; i < 50; i++) {
            metrics.onReport(failed(PROBE, "UNAVAILABLE", Phase.CONNECT));
        }

        assertThat(registry.get("insight.probe.duration").timer().count()).isEqualTo(1);
        assertThat(registry.get("insight.link").timers())
                .allSatisfy(timer -> assertThat(timer.count()).isEqualTo(1));
        assertThat(registry.get("insight.probes")
                        .tags("outcome", "UNAVAILABLE", "phase", "connect")
                        .counter()
                        .count())
                .isEqualTo(50);
        assertThat(registry.get("cross.region.up").gauge().value()).isZero();
    }

    @Test
    void tainted_probes_are_counted_and_enter_no_latency_series() {
        metrics.onReport(report(result(PROBE, ProbeKind.WARM, null, Outcome.ok())
                .latencyNanos(900 * MILLI)
                .tainted(true)
                .build()));

        assertThat(registry.find("insight.probe.duration").timer()).isNull();
        assertThat(registry.find("insight.link").timer()).isNull();
        assertThat(registry.find("cross.region.latency.ms").gauge()).isNull();
        assertThat(registry.get("insight.probes.tainted").counter().count()).isEqualTo(1);
        assertThat(registry.get("insight.probes").tag("outcome", "OK").counter().count())
                .isEqualTo(1);
    }

    @Test
    void a_tainted_failure_does_not_say_that_the_path_is_down() {
        metrics.onReport(ok(PROBE, 47 * MILLI, 0));
        metrics.onReport(
                report(result(PROBE, ProbeKind.WARM, null, Outcome.failed("DEADLINE_EXCEEDED", Phase.RPC, null))
                        .tainted(true)
                        .build()));

        assertThat(registry.get("cross.region.up").gauge().value()).isEqualTo(1.0);
    }

    @Test
    void cold_and_partial_probes_have_series_of_their_own() {
        metrics.onReport(cold(PROBE, Outcome.ok()));
        metrics.onReport(report(result(PROBE, ProbeKind.PARTIAL, "gateway-eu", Outcome.ok())
                .latencyNanos(4 * MILLI)
                .build()));

        assertThat(registry.find("insight.probes").counter()).isNull();
        assertThat(registry.find("insight.probe.duration").timer()).isNull();
        assertThat(registry.find("insight.hop.self").timer()).isNull();
        assertThat(registry.find("cross.region.up").gauge()).isNull();
        assertThat(registry.get("insight.probes.cold")
                        .tags("outcome", "OK", "phase", "rpc")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("insight.probes.partial")
                        .tags("hop", "gateway-eu", "outcome", "OK")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(millis(registry.get("insight.probe.phase")
                        .tag("phase", "http2")
                        .timer()))
                .isEqualTo(3.0);
    }

    @Test
    void a_cold_probe_that_failed_leaves_no_phase_times() {
        metrics.onReport(cold(PROBE, Outcome.failed("UNAVAILABLE", Phase.TLS, "bad certificate")));

        assertThat(registry.find("insight.probe.phase").timer()).isNull();
        assertThat(registry.get("insight.probes.cold")
                        .tag("phase", "tls")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void the_latest_latency_goes_after_three_intervals_without_a_success_and_comes_back() {
        metrics.onReport(ok(PROBE, 47 * MILLI, 0));

        ticker.nanos = TimeUnit.SECONDS.toNanos(15);
        metrics.onReport(failed(PROBE, "UNAVAILABLE", Phase.CONNECT));
        metrics.onStatus(STATUS);
        assertThat(registry.find("cross.region.latency.ms").gauge()).isNotNull();

        ticker.nanos++;
        metrics.onStatus(STATUS);
        assertThat(registry.find("cross.region.latency.ms").gauge()).isNull();
        assertThat(registry.get("cross.region.up").gauge().value()).isZero();

        metrics.onReport(ok(PROBE, 48 * MILLI, ticker.nanos));
        metrics.onStatus(STATUS);
        assertThat(registry.get("cross.region.latency.ms").gauge().value()).isEqualTo(48.0);
    }

    @Test
    void flawed_terms_are_counted_and_enter_no_series() {
        Term negative =
                new Term(Term.Kind.LINK, "gateway-eu>payments", -5 * MILLI, -1, List.of(), Set.of(Flaw.NEGATIVE_LINK));
        metrics.onReport(
                report(ok(PROBE, 47 * MILLI, 0).result(), negative, term(Term.Kind.SELF, "payments", 2 * MILLI, -1)));

        assertThat(registry.find("insight.link").timer()).isNull();
        assertThat(registry.get("insight.hop.self").timer().count()).isEqualTo(1);
        assertThat(registry.get("insight.terms.invalid")
                        .tag("flaw", "negative_link")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_valid_link_a_hair_below_zero_counts_as_zero() {
        metrics.onReport(
                report(ok(PROBE, 47 * MILLI, 0).result(), term(Term.Kind.LINK, "gateway-eu>payments", -900, -1)));

        Timer link = registry.get("insight.link").timer();
        assertThat(link.count()).isEqualTo(1);
        assertThat(millis(link)).isZero();
    }

    @Test
    void a_merged_link_is_labelled_by_its_ends() {
        metrics.onReport(report(
                ok(PROBE, 47 * MILLI, 0).result(),
                new Term(Term.Kind.LINK, "prober-eu>payments", MILLI, -1, List.of("gateway-eu"), Set.of())));

        assertThat(registry.get("insight.link")
                        .tag("link", "prober-eu>payments")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void names_that_are_not_on_the_route_count_as_other() {
        for (int i = 0; i < 1_000; i++) {
            metrics.onReport(report(
                    ok(PROBE, 47 * MILLI, 0).result(),
                    term(Term.Kind.SELF, "made-up-" + i, MILLI, MILLI),
                    term(Term.Kind.LINK, "gateway-eu>made-up-" + i, MILLI, -1),
                    term(Term.Kind.LINK, "made-up-" + i + ">gateway-eu", MILLI, -1),
                    term(Term.Kind.LINK, "nonsense" + i, MILLI, -1)));
            metrics.onReport(report(result(PROBE, ProbeKind.PARTIAL, "made-up-" + i, Outcome.ok())
                    .build()));
            metrics.onReport(failed(PROBE, "MADE_UP_" + i, Phase.RPC));
        }

        assertThat(registry.get("insight.hop.self").tag("hop", "other").timer().count())
                .isEqualTo(1_000);
        assertThat(registry.get("insight.link").tag("link", "other").timer().count())
                .isEqualTo(3_000);
        assertThat(registry.get("insight.probes")
                        .tag("outcome", "UNKNOWN")
                        .counter()
                        .count())
                .isEqualTo(1_000);
        assertThat(registry.getMeters())
                .as("a histogram has a gauge a bucket here")
                .filteredOn(meter -> !meter.getId().getName().endsWith(".histogram"))
                .hasSizeLessThan(20);
    }

    @Test
    void missing_stamps_are_counted_only_where_the_call_came_through() {
        Decomposition missing =
                new Decomposition(47 * MILLI, List.of(), List.of("gateway-eu"), null, Map.of(StampResult.MISSING, 1));
        metrics.onReport(new ProbeReport(ok(PROBE, 47 * MILLI, 0).result(), missing));
        metrics.onReport(failed(PROBE, "DEADLINE_EXCEEDED", Phase.RPC));

        assertThat(registry.get("insight.stamps")
                        .tag("result", "missing")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void skipped_slots_are_counted() {
        metrics.onSkipped(new Slot(PROBE, ProbeKind.WARM, null, 0, 0, 0), SkipReason.STALLED);

        assertThat(registry.get("insight.probes.skipped").counter().count()).isEqualTo(1);
    }

    @Test
    void every_meter_of_a_path_leaves_with_it_and_others_stay() {
        Probe other = probe("us");
        metrics.onAdded(other);
        for (Probe probe : List.of(PROBE, other)) {
            everySeries(probe);
        }
        metrics.onRemoved(PROBE);

        assertThat(registry.getMeters())
                .isNotEmpty()
                .noneMatch(meter -> "sg".equals(meter.getId().getTag("target")));
        assertThat(registry.get("insight.probe.start.lag").timer()).isNotNull();

        metrics.onReport(ok(PROBE, 47 * MILLI, 0));
        metrics.onRemoved(other);
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void a_path_that_comes_back_starts_afresh() {
        everySeries(PROBE);
        metrics.onRemoved(PROBE);
        metrics.onAdded(PROBE);
        metrics.onReport(ok(PROBE, 50 * MILLI, 0));

        assertThat(registry.get("insight.probe.duration").timer().count()).isEqualTo(1);
        assertThat(registry.get("insight.probes").counter().count()).isEqualTo(1);
        assertThat(registry.get("insight.probes.skipped").counter().count()).isZero();
    }

    @Test
    void a_changed_probe_survives_the_removal_of_its_old_self() {
        Probe changed = probe("sg", Duration.ofSeconds(1), "gateway-eu", "payments");
        metrics.onAdded(changed);
        metrics.onRemoved(PROBE);
        metrics.onReport(ok(changed, 47 * MILLI, 0));

        assertThat(registry.get("insight.probe.duration").timer().count()).isEqualTo(1);
    }

    @Test
    void the_probers_own_state_is_shown() {
        metrics.onStatus(STATUS);

        assertThat(registry.get("insight.targets").gauge().value()).isEqualTo(3);
        assertThat(registry.get("insight.channels").gauge().value()).isEqualTo(2);
        assertThat(registry.get("insight.probes.outstanding").gauge().value()).isEqualTo(1);
        assertThat(registry.get("insight.reports.dropped").functionCounter().count())
                .isEqualTo(4);
        assertThat(registry.get("insight.listener.faults").functionCounter().count())
                .isEqualTo(5);
        assertThat(registry.get("insight.discovery.age").gauge().value()).isEqualTo(1.5, within(1e-9));
    }

    @Test
    void paths_added_before_the_registry_came_are_measured_after() {
        InsightMetrics late = new InsightMetrics(ticker);
        late.onAdded(PROBE);
        late.onReport(ok(PROBE, 47 * MILLI, 0));
        SimpleMeterRegistry lateRegistry = new SimpleMeterRegistry();
        late.bindTo(lateRegistry);
        late.onReport(ok(PROBE, 47 * MILLI, 0));

        assertThat(lateRegistry.get("insight.probes").counter().count()).isEqualTo(1);
    }

    @Test
    void it_can_be_in_one_registry_only() {
        metrics.bindTo(registry);

        assertThatIllegalStateException()
                .isThrownBy(() -> metrics.bindTo(new SimpleMeterRegistry()))
                .withMessageContaining("CompositeMeterRegistry");
    }

    @Test
    void closing_leaves_nothing_behind() {
        everySeries(PROBE);
        metrics.close();
        metrics.onReport(ok(PROBE, 47 * MILLI, 0));
        metrics.onStatus(STATUS);

        assertThat(registry.getMeters()).isEmpty();
    }

    private void everySeries(Probe probe) {
        metrics.onReport(ok(probe, 47 * MILLI, 0));
        metrics.onReport(failed(probe, "UNAVAILABLE", Phase.DNS));
        metrics.onReport(cold(probe, Outcome.ok()));
        metrics.onReport(report(
                result(probe, ProbeKind.PARTIAL, "gateway-eu", Outcome.ok()).build()));
        metrics.onSkipped(new Slot(probe, ProbeKind.WARM, null, 0, 0, 0), SkipReason.STALLED);
    }

    private double position(String hop) {
        return registry.get("insight.hop.position").tag("hop", hop).gauge().value();
    }

    private static double millis(Timer timer) {
        return timer.totalTime(TimeUnit.NANOSECONDS) / 1e6;
    }

    private static Map<String, String> tagsOf(Meter meter) {
        return meter.getId().getTags().stream().collect(Collectors.toMap(tag -> tag.getKey(), tag -> tag.getValue()));
    }
}
