package dev.insight.micrometer;

import dev.insight.ProbeReport;
import dev.insight.decomposition.Decomposition;
import dev.insight.decomposition.StampResult;
import dev.insight.decomposition.Term;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.PhaseTime;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.Route;
import dev.insight.probe.Slot;
import dev.insight.probe.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reports as the pipeline would make them. */
final class SampleReports {
    static final long MILLI = 1_000_000;
    static final Probe PROBE = probe("sg");

    private SampleReports() {}

    static Probe probe(String region) {
        return probe(region, Duration.ofSeconds(5), "gateway-eu", "payments");
    }

    static Probe probe(String region, Duration interval, String... hops) {
        return Probe.builder(
                        "eu", Target.builder(region, "payments", "127.0.0.1:1").build(), Route.of("forwarded", hops))
                .interval(interval)
                .build();
    }

    static ProbeResult.Builder result(Probe probe, ProbeKind kind, @Nullable String stop, Outcome outcome) {
        return ProbeResult.builder(new Slot(probe, kind, stop, 0, 0, 0), outcome);
    }

    /** A warm probe that ended OK at {@code endNanos} and took {@code latencyNanos}. */
    static ProbeReport ok(Probe probe, long latencyNanos, long endNanos) {
        return report(result(probe, ProbeKind.WARM, null, Outcome.ok())
                .latencyNanos(latencyNanos)
                .startLagNanos(MILLI / 2)
                .lifeNanos(endNanos - latencyNanos, endNanos)
                .build());
    }

    static ProbeReport failed(Probe probe, String code, Phase phase) {
        ProbeResult result = result(probe, ProbeKind.WARM, null, Outcome.failed(code, phase, "no"))
                .build();
        return new ProbeReport(
                result, new Decomposition(-1, List.of(), List.of(), null, Map.of(StampResult.MISSING, 2)));
    }

    static ProbeReport cold(Probe probe, Outcome outcome) {
        return report(result(probe, ProbeKind.COLD, null, outcome)
                .latencyNanos(outcome.isOk() ? 9 * MILLI : -1)
                .phases(List.of(new PhaseTime(Phase.DNS, MILLI), new PhaseTime(Phase.HTTP2, 3 * MILLI)))
                .build());
    }

    /** The report of {@code result}, split into five terms. */
    static ProbeReport report(ProbeResult result) {
        return report(
                result,
                term(Term.Kind.LINK, "prober-eu>gateway-eu", 4 * MILLI, -1),
                term(Term.Kind.SELF, "gateway-eu", MILLI, MILLI / 10),
                term(Term.Kind.LINK, "gateway-eu>payments", 40 * MILLI, -1),
                term(Term.Kind.SELF, "payments", 2 * MILLI, -1),
                term(Term.Kind.RESIDUAL, "residual", 0, -1));
    }

    static ProbeReport report(ProbeResult result, Term... terms) {
        return new ProbeReport(
                result,
                new Decomposition(
                        result.latencyNanos(), List.of(terms), List.of(), "gateway-eu", Map.of(StampResult.OK, 2)));
    }

    static Term term(Term.Kind kind, String name, long nanos, long queueNanos) {
        return new Term(kind, name, nanos, queueNanos, List.of(), Set.of());
    }
}
