package dev.insight;

import static dev.insight.hop.HopStamp.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.insight.decomposition.Decomposition;
import dev.insight.decomposition.Term;
import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.PhaseTime;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.Probes;
import dev.insight.probe.Slot;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PathReporterTest {
    private final Probe probe = Probes.builder("a", "gw", "mid", "a").build();
    private final LongAdder faults = new LongAdder();
    private final PathReporter reporter = PathReporter.create(probe, new Guard("test", faults)::caught);

    @Test
    void latency_is_split_by_the_routes_hops_from_the_caller_on() {
        ProbeReport report = reporter.report(warm(Outcome.ok())
                .latencyNanos(100)
                .path(HopPath.of(stamp("gw", 90, 70), stamp("mid", 60, 30), stamp("a", 20, ABSENT)))
                .build());

        assertThat(report.decomposition().terms())
                .extracting(Term::name, Term::nanos)
                .contains(tuple("prober-eu>gw", 10L), tuple("gw", 20L), tuple("mid>a", 10L));
        assertThat(faults.sum()).isZero();
    }

    @Test
    void cold_probe_is_split_by_its_calls_time_only() {
        ProbeReport report = reporter.report(ProbeResult.builder(slot(ProbeKind.COLD, null), Outcome.ok())
                .latencyNanos(5_000)
                .phases(List.of(new PhaseTime(Phase.DNS, 4_000), new PhaseTime(Phase.RPC, 900)))
                .build());

        assertThat(report.decomposition().latencyNanos()).isEqualTo(900);
        assertThat(report.result().latencyNanos()).isEqualTo(5_000);
    }

    @Test
    void partial_path_probe_expects_no_hop_behind_its_stop() {
        ProbeReport report = reporter.report(partial("mid", Outcome.ok()));

        assertThat(report.decomposition().missing()).containsExactly("gw", "mid");
    }

    @Test
    void partial_path_probe_that_a_proxy_passed_on_has_gone_the_whole_route() {
        HopPath path = HopPath.of(stamp("gw", 90, 70), stamp("mid", 60, ABSENT), stamp("a", 50, ABSENT));

        Decomposition turnedBack = reporter.report(
                        partial("mid", Outcome.ok()).toBuilder().path(path).build())
                .decomposition();
        Decomposition passedOn = reporter.report(
                        partial("gw", Outcome.ok()).toBuilder().path(path).build())
                .decomposition();

        assertThat(turnedBack.strays()).hasSize(1);
        assertThat(passedOn.strays()).isEmpty();
        assertThat(passedOn.missing()).isEmpty();
        reporter.report(partial("gw", Outcome.failed("UNAVAILABLE", Phase.RPC, null)).toBuilder()
                .path(HopPath.of(
                        HopStamp.builder("gw").origin(HopStamp.Origin.UP).build()))
                .build());
        assertThat(lastHopOfDeadline())
                .as("what a proxy passed on in vain proves nothing against it")
                .isEqualTo("mid");
    }

    @Test
    void failure_with_stamps_names_the_last_of_them() {
        ProbeReport report = reporter.report(warm(Outcome.failed("UNAVAILABLE", Phase.RPC, "no route"))
                .path(HopPath.of(stamp("gw", 90, 70), stamp("mid", 60, ABSENT)))
                .build());

        assertThat(report.result().outcome()).isEqualTo(new Outcome("UNAVAILABLE", Phase.RPC, "mid", "no route"));
    }

    @Test
    void failure_without_stamps_names_the_last_hop_that_partial_path_probes_reached() {
        assertThat(lastHopOfDeadline()).isNull();
        reporter.report(partial("gw", Outcome.ok()));
        assertThat(lastHopOfDeadline()).isEqualTo("gw");
        reporter.report(partial("mid", Outcome.ok()));
        assertThat(lastHopOfDeadline()).isEqualTo("mid");
        reporter.report(partial("a", Outcome.failed("DEADLINE_EXCEEDED", Phase.RPC, null)));
        assertThat(lastHopOfDeadline()).isEqualTo("mid");
    }

    @Test
    void hop_reached_once_is_not_known_good_after_a_nearer_one_failed() {
        reporter.report(partial("mid", Outcome.ok()));
        reporter.report(partial("gw", Outcome.failed("UNAVAILABLE", Phase.CONNECT, null)));

        assertThat(lastHopOfDeadline()).isNull();
    }

    @Test
    void what_was_reached_before_the_path_last_worked_says_nothing() {
        reporter.report(partial("mid", Outcome.ok()));
        reporter.report(warm(Outcome.ok()).latencyNanos(1).build());

        assertThat(lastHopOfDeadline()).isNull();
    }

    @Test
    void tainted_partial_path_probe_proves_nothing() {
        reporter.report(partial("mid", Outcome.ok()));
        reporter.report(partial("gw", Outcome.failed("DEADLINE_EXCEEDED", Phase.RPC, null)).toBuilder()
                .tainted(true)
                .build());

        assertThat(lastHopOfDeadline()).isEqualTo("mid");
    }

    private @Nullable String lastHopOfDeadline() {
        ProbeResult deadline =
                warm(Outcome.failed("DEADLINE_EXCEEDED", Phase.RPC, null)).build();
        return reporter.report(deadline).result().outcome().lastHop();
    }

    private ProbeResult.Builder warm(Outcome outcome) {
        return ProbeResult.builder(slot(ProbeKind.WARM, null), outcome);
    }

    private ProbeResult partial(String stop, Outcome outcome) {
        return ProbeResult.builder(slot(ProbeKind.PARTIAL, stop), outcome).build();
    }

    private Slot slot(ProbeKind kind, @Nullable String stop) {
        return new Slot(probe, kind, stop, 0, 0, 0);
    }

    private static HopStamp stamp(String name, long total, long upstream) {
        return HopStamp.builder(name)
                .totalNanos(total)
                .upstreamNanos(upstream)
                .resolutionNanos(1)
                .build();
    }
}
