package dev.insight.runner;

import dev.insight.ProbeReport;
import dev.insight.decomposition.Decomposition;
import dev.insight.decomposition.StampResult;
import dev.insight.decomposition.Term;
import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
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

/** Reports as the pipeline would make them, for tests of what listens to it. */
public final class SampleReports {
    public static final long MILLI = 1_000_000;
    public static final Probe PROBE = probe("sg");

    public static final long EPOCH_MICROS = 1_760_000_000_000_000L;

    private SampleReports() {}

    public static Probe probe(String region) {
        return Probe.builder(
                        "eu",
                        Target.builder(region, "payments", "127.0.0.1:1").build(),
                        Route.of("forwarded", "gateway-eu", "payments"))
                .interval(Duration.ofSeconds(5))
                .build();
    }

    public static Slot slot(Probe probe, ProbeKind kind, @Nullable String stop, long sequence) {
        long intended = sequence * probe.interval().toNanos();
        return new Slot(probe, kind, stop, sequence, intended, EPOCH_MICROS + intended / 1_000);
    }

    /** A warm probe that took {@code latencyNanos}, of which the gateway had 1 ms and the service 2 ms. */
    public static ProbeReport ok(Probe probe, long sequence, long latencyNanos) {
        return report(okResult(probe, sequence, latencyNanos).build());
    }

    public static ProbeResult.Builder okResult(Probe probe, long sequence, long latencyNanos) {
        Slot slot = slot(probe, ProbeKind.WARM, null, sequence);
        HopStamp gateway = HopStamp.builder("gateway-eu")
                .totalNanos(latencyNanos - 4 * MILLI)
                .upstreamNanos(latencyNanos - 5 * MILLI)
                .queueNanos(100_000)
                .role("gateway")
                .region("eu")
                .node("gateway-eu-" + sequence % 2)
                .build();
        HopStamp service = HopStamp.builder("payments").totalNanos(2 * MILLI).build();
        return ProbeResult.builder(slot, Outcome.ok())
                .latencyNanos(latencyNanos)
                .startLagNanos(400_000)
                .lifeNanos(slot.intendedNanos(), slot.intendedNanos() + latencyNanos)
                .path(HopPath.of(gateway, service));
    }

    public static ProbeReport failed(Probe probe, long sequence, String code) {
        Slot slot = slot(probe, ProbeKind.WARM, null, sequence);
        return report(ProbeResult.builder(slot, Outcome.failed(code, Phase.CONNECT, "refused"))
                .lifeNanos(slot.intendedNanos(), slot.intendedNanos() + MILLI)
                .build());
    }

    public static ProbeReport partial(Probe probe, String stop, long sequence, long latencyNanos) {
        return report(ProbeResult.builder(slot(probe, ProbeKind.PARTIAL, stop, sequence), Outcome.ok())
                .latencyNanos(latencyNanos)
                .build());
    }

    public static ProbeReport cold(Probe probe, long sequence) {
        return report(ProbeResult.builder(slot(probe, ProbeKind.COLD, null, sequence), Outcome.ok())
                .latencyNanos(9 * MILLI)
                .phases(List.of(new PhaseTime(Phase.DNS, MILLI), new PhaseTime(Phase.CONNECT, 3 * MILLI)))
                .build());
    }

    /** The report of {@code result}; a warm one that is OK is decomposed as {@link #ok} says. */
    public static ProbeReport report(ProbeResult result) {
        boolean warm =
                result.slot().kind() == ProbeKind.WARM && result.outcome().isOk();
        long latency = result.latencyNanos();
        List<Term> terms = warm
                ? List.of(
                        term(Term.Kind.LINK, "prober-eu>gateway-eu", 4 * MILLI, -1),
                        term(Term.Kind.SELF, "gateway-eu", MILLI, 100_000),
                        term(Term.Kind.LINK, "gateway-eu>payments", latency - 7 * MILLI, -1),
                        term(Term.Kind.SELF, "payments", 2 * MILLI, -1))
                : List.of();
        Map<StampResult, Integer> stamps = warm ? Map.of(StampResult.OK, 2) : Map.of(StampResult.MISSING, 2);
        return new ProbeReport(
                result, new Decomposition(latency, terms, List.of(), warm ? "gateway-eu" : null, stamps));
    }

    public static Term term(Term.Kind kind, String name, long nanos, long queueNanos) {
        return new Term(kind, name, nanos, queueNanos, List.of(), Set.of());
    }
}
