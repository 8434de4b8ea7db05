package dev.insight.runner.store;

import static dev.insight.runner.SampleReports.MILLI;
import static dev.insight.runner.SampleReports.PROBE;
import static dev.insight.runner.SampleReports.cold;
import static dev.insight.runner.SampleReports.failed;
import static dev.insight.runner.SampleReports.ok;
import static dev.insight.runner.SampleReports.okResult;
import static dev.insight.runner.SampleReports.partial;
import static dev.insight.runner.SampleReports.probe;
import static dev.insight.runner.SampleReports.report;
import static dev.insight.runner.SampleReports.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.insight.ProbeReport;
import dev.insight.decomposition.Decomposition;
import dev.insight.decomposition.Flaw;
import dev.insight.decomposition.Term;
import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.PhaseTime;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.Route;
import dev.insight.probe.SkipReason;
import dev.insight.probe.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PathStoreTest {
    private final PathStore store = PathStore.withWindow(100);

    @BeforeEach
    void add_the_path() {
        store.onAdded(PROBE);
    }

    @Test
    void quantiles_are_exact_over_the_window_and_the_count_goes_on() {
        for (int i = 1; i <= 250; i++) {
            store.onReport(ok(PROBE, i, (i + 10) * MILLI));
        }

        Quantiles latency = snapshot().latency();
        assertThat(latency.count()).isEqualTo(250);
        assertThat(latency.lastNanos()).isEqualTo(260 * MILLI);
        // The window holds 161 to 260 ms; 32-bit floats are good to 16 ns there.
        assertThat(latency.p50Nanos()).isCloseTo(210 * MILLI, within16Nanos());
        assertThat(latency.p90Nanos()).isCloseTo(250 * MILLI, within16Nanos());
        assertThat(latency.p99Nanos()).isCloseTo(259 * MILLI, within16Nanos());
        assertThat(latency.maxNanos()).isCloseTo(260 * MILLI, within16Nanos());
    }

    @Test
    void terms_stand_in_the_order_of_the_path_with_their_queue() {
        store.onReport(ok(PROBE, 0, 50 * MILLI));

        assertThat(snapshot().terms())
                .extracting(TermSnapshot::name)
                .containsExactly("prober-eu>gateway-eu", "gateway-eu", "gateway-eu>payments", "payments");
        TermSnapshot gateway = snapshot().terms().get(1);
        assertThat(gateway.kind()).isEqualTo(Term.Kind.SELF);
        assertThat(gateway.duration().p50Nanos()).isEqualTo(MILLI);
        assertThat(gateway.queue().p99Nanos()).isEqualTo(100_000);
        assertThat(snapshot().terms().get(3).queue().isEmpty()).isTrue();
    }

    @Test
    void a_flawed_term_is_counted_and_stays_out_of_the_quantiles() {
        ProbeReport good = ok(PROBE, 0, 50 * MILLI);
        Term flawed =
                new Term(Term.Kind.LINK, "prober-eu>gateway-eu", -9 * MILLI, -1, List.of(), Set.of(Flaw.NEGATIVE_LINK));
        store.onReport(good);
        store.onReport(new ProbeReport(
                good.result(), new Decomposition(50 * MILLI, List.of(flawed), List.of(), null, Map.of())));

        TermSnapshot link = snapshot().terms().get(0);
        assertThat(link.invalid()).isEqualTo(1);
        assertThat(link.duration().count()).isEqualTo(1);
        assertThat(link.duration().p50Nanos()).isEqualTo(4 * MILLI);
    }

    @Test
    void a_merged_link_shows_that_it_hides_a_hop() {
        Term merged = new Term(Term.Kind.LINK, "prober-eu>payments", MILLI, -1, List.of("gateway-eu"), Set.of());
        store.onReport(new ProbeReport(
                ok(PROBE, 0, 50 * MILLI).result(),
                new Decomposition(50 * MILLI, List.of(merged), List.of("gateway-eu"), null, Map.of())));

        assertThat(snapshot().terms())
                .singleElement()
                .extracting(TermSnapshot::name, TermSnapshot::display)
                .containsExactly("prober-eu>payments", "prober-eu>?>payments");
    }

    @Test
    void failed_tainted_cold_and_partial_probes_leave_the_latency_alone() {
        store.onReport(failed(PROBE, 0, "UNAVAILABLE"));
        store.onReport(report(okResult(PROBE, 1, 900 * MILLI).tainted(true).build()));
        store.onReport(cold(PROBE, 2));
        store.onReport(partial(PROBE, "gateway-eu", 3, MILLI));

        PathSnapshot path = snapshot();
        assertThat(path.latency().isEmpty()).isTrue();
        assertThat(path.terms()).isEmpty();
        assertThat(path.lastOk()).isNull();
        assertThat(path.probes()).isEqualTo(2);
        assertThat(path.failures()).isEqualTo(1);
        assertThat(path.tainted()).isEqualTo(1);
        assertThat(path.isUp()).isTrue();
    }

    @Test
    void failure_while_this_process_stood_still_does_not_take_the_path_down() {
        store.onReport(ok(PROBE, 0, MILLI));
        store.onReport(report(failed(PROBE, 1, "UNAVAILABLE").result().toBuilder()
                .tainted(true)
                .build()));
        assertThat(snapshot().isUp()).isTrue();

        store.onReport(failed(PROBE, 2, "UNAVAILABLE"));
        assertThat(snapshot().isUp()).isFalse();
    }

    @Test
    void the_latest_failures_are_kept_latest_first() {
        for (int i = 0; i < 60; i++) {
            store.onReport(failed(PROBE, i, "UNAVAILABLE"));
        }

        List<FailureSnapshot> failures = snapshot().recentFailures();
        assertThat(failures).hasSize(50);
        assertThat(failures.get(0).intendedEpochMicros())
                .isEqualTo(slot(PROBE, ProbeKind.WARM, null, 59).intendedEpochMicros());
        assertThat(failures.get(0).outcome().phase()).isEqualTo(Phase.CONNECT);
        assertThat(snapshot().isUp()).isFalse();
    }

    @Test
    void hops_know_their_stamps_nodes_and_partial_probes() {
        store.onReport(ok(PROBE, 0, 50 * MILLI));
        store.onReport(ok(PROBE, 1, 50 * MILLI));
        store.onReport(report(okResult(PROBE, 2, 50 * MILLI)
                .path(HopPath.of(HopStamp.builder("payments").totalNanos(1).build()))
                .build()));
        store.onReport(partial(PROBE, "gateway-eu", 3, 4 * MILLI));
        store.onReport(partial(PROBE, "gateway-eu", 4, 6 * MILLI));

        HopSnapshot gateway = snapshot().hops().get(0);
        assertThat(gateway.name()).isEqualTo("gateway-eu");
        assertThat(gateway.role()).isEqualTo("gateway");
        assertThat(gateway.region()).isEqualTo("eu");
        assertThat(gateway.stamped()).isEqualTo(2);
        assertThat(gateway.missing()).isEqualTo(1);
        assertThat(gateway.nodes()).containsExactly("gateway-eu-0", "gateway-eu-1");
        assertThat(gateway.partial()).isNotNull();
        assertThat(gateway.partial().probes()).isEqualTo(2);
        assertThat(gateway.partial().latency().maxNanos()).isEqualTo(6 * MILLI);
        assertThat(snapshot().hops().get(1).partial()).isNull();
    }

    @Test
    void a_cold_probe_leaves_its_phases() {
        store.onReport(cold(PROBE, 7));

        assertThat(snapshot().lastCold().outcome()).isEqualTo(Outcome.ok());
        assertThat(snapshot().lastCold().phases())
                .extracting(PhaseTime::phase)
                .containsExactly(Phase.DNS, Phase.CONNECT);
    }

    @Test
    void skipped_slots_are_counted() {
        store.onSkipped(slot(PROBE, ProbeKind.WARM, null, 1), SkipReason.OUTSTANDING);

        assertThat(snapshot().skipped()).isEqualTo(1);
    }

    @Test
    void a_peer_that_makes_up_names_fills_a_bounded_number_of_them() {
        Probe open = Probe.builder(
                        "eu", Target.builder("us", "payments", "127.0.0.1:1").build(), Route.of("direct"))
                .build();
        store.onAdded(open);
        for (int i = 0; i < 1_000; i++) {
            List<Term> terms = new ArrayList<>();
            terms.add(new Term(Term.Kind.SELF, "made-up-" + i, MILLI, -1, List.of(), Set.of()));
            HopStamp stamp = HopStamp.builder("made-up-" + i).node("n" + i).build();
            store.onReport(new ProbeReport(
                    okResult(open, i, 50 * MILLI).path(HopPath.of(stamp)).build(),
                    new Decomposition(50 * MILLI, terms, List.of(), null, Map.of())));
        }

        PathSnapshot path = store.path(open.path());
        assertThat(path.terms()).hasSize(64);
        assertThat(path.hops()).hasSize(16);
    }

    @Test
    void nodes_are_bounded() {
        for (int i = 0; i < 1_000; i++) {
            HopStamp stamp = HopStamp.builder("payments").node("n" + i).build();
            store.onReport(report(
                    okResult(PROBE, i, 50 * MILLI).path(HopPath.of(stamp)).build()));
        }

        assertThat(snapshot().hops().get(1).nodes()).hasSize(16);
        assertThat(snapshot().hops().get(1).stamped()).isEqualTo(1_000);
    }

    @Test
    void a_path_that_left_is_forgotten_and_late_reports_do_not_bring_it_back() {
        store.onReport(ok(PROBE, 0, 50 * MILLI));
        store.onRemoved(PROBE);
        store.onReport(ok(PROBE, 1, 50 * MILLI));

        assertThat(store.paths()).isEmpty();
        assertThat(store.path(PROBE.path())).isNull();
    }

    @Test
    void a_path_that_comes_back_starts_afresh() {
        store.onReport(ok(PROBE, 0, 50 * MILLI));
        store.onRemoved(PROBE);
        store.onAdded(PROBE);

        assertThat(snapshot().probes()).isZero();
    }

    @Test
    void paths_are_ordered_and_found_by_id() {
        store.onAdded(probe("us"));
        store.onAdded(probe("br"));

        assertThat(store.paths())
                .extracting(PathSnapshot::id)
                .containsExactly("eu>br/forwarded/payments", "eu>sg/forwarded/payments", "eu>us/forwarded/payments");
        assertThat(store.path("eu>us/forwarded/payments").probe()).isEqualTo(probe("us"));
        assertThat(store.path("eu>nowhere/forwarded/payments")).isNull();
    }

    @Test
    void window_must_be_positive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathStore.withWindow(0))
                .withMessage("measurements must be positive: 0");
    }

    private PathSnapshot snapshot() {
        return store.path(PROBE.path());
    }

    private static Offset<Long> within16Nanos() {
        return Offset.offset(16L);
    }
}
