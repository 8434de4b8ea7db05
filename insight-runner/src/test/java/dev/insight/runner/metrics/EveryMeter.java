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
import static dev.insight.runner.SampleReports.term;

import dev.insight.InsightListener;
import dev.insight.InsightStatus;
import dev.insight.ProbeReport;
import dev.insight.decomposition.Decomposition;
import dev.insight.decomposition.Flaw;
import dev.insight.decomposition.StampResult;
import dev.insight.decomposition.Term;
import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.HostLoad;
import dev.insight.diagnosis.Verdict;
import dev.insight.hop.CallAttempt;
import dev.insight.hop.CallTimer;
import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.hop.SampledCall;
import dev.insight.hop.Ticker;
import dev.insight.micrometer.HopMetrics;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.PhaseTime;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.Route;
import dev.insight.probe.SkipReason;
import dev.insight.probe.Target;
import dev.insight.runner.SampleVerdicts;
import dev.insight.runner.export.ExportConfig;
import dev.insight.runner.export.OtlpExport;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Makes metrics have every meter there is, by telling their listeners of everything that can happen. */
final class EveryMeter {
    /** Of the path that stands for others. */
    static final List<String> HOPS = List.of("gateway-eu", "mediary-eu", "mediary-sg", "gateway-sg", "payments");

    private static final HopStamp STAMP = HopStamp.builder("gateway-eu")
            .totalNanos(50 * MILLI)
            .upstreamNanos(47 * MILLI)
            .queueNanos(MILLI)
            .build();

    private EveryMeter() {}

    /** Those of a runner, whose registry {@code metrics} serves. */
    static void ofRunner(PrometheusMetrics metrics) throws IOException {
        InsightListener listener = metrics.listener();
        listener.onAdded(PROBE);
        // First, for it takes back what is older than three intervals, as samples are.
        listener.onStatus(new InsightStatus(1, 1, 0, 0, 0, Duration.ZERO, true));
        listener.onReport(ok(PROBE, 0, 47 * MILLI));
        listener.onReport(failed(PROBE, 1, "UNAVAILABLE"));
        listener.onReport(cold(PROBE, 2));
        listener.onReport(partial(PROBE, "gateway-eu", 3, 9 * MILLI));
        listener.onReport(flawed());
        listener.onSkipped(slot(PROBE, ProbeKind.WARM, null, 5), SkipReason.STALLED);
        listener.onVerdict(SampleVerdicts.verdict("1", Verdict.State.OPEN, Cause.HOP_OVERLOADED, "gateway-eu", 60));
        listener.onLoad(new HostLoad("gateway-eu", "gateway-eu-1", 0, 0.5));
        metrics.configReloaded(true);
        metrics.recordsLost(metrics, any -> 0);
        metrics.incidentsLate(metrics, any -> 0);
        metrics.probesRefused(metrics, any -> 0);
        metrics.globalView(metrics, any -> 0, any -> 0);
        try (OtlpExport export = OtlpExport.start(nowhere())) {
            export.countIn(metrics.registry());
        }
    }

    /** What one path has of which nothing ever goes wrong, each hop telling of its queue. */
    static void ofOnePath(PrometheusMetrics metrics) {
        Probe probe = Probe.builder(
                        "eu", Target.builder("sg", "payments", "127.0.0.1:1").build(), new Route("forwarded", HOPS))
                .build();
        InsightListener listener = metrics.listener();
        listener.onAdded(probe);
        List<Term> terms = new ArrayList<>();
        String from = "prober-eu";
        for (String hop : HOPS) {
            terms.add(term(Term.Kind.LINK, from + ">" + hop, MILLI, -1));
            terms.add(term(Term.Kind.SELF, hop, MILLI, 0));
            listener.onReport(partial(probe, hop, 1, MILLI));
            from = hop;
        }
        listener.onReport(new ProbeReport(
                okResult(probe, 2, 10 * MILLI).build(),
                new Decomposition(10 * MILLI, terms, List.of(), "payments", Map.of(StampResult.OK, HOPS.size()))));
        List<PhaseTime> phases = Stream.of(Phase.values())
                .map(phase -> new PhaseTime(phase, MILLI))
                .toList();
        listener.onReport(report(ProbeResult.builder(slot(probe, ProbeKind.COLD, null, 3), Outcome.ok())
                .latencyNanos(9 * MILLI)
                .phases(phases)
                .build()));
    }

    /** Those of a process that stamps and calls. */
    static void ofHop(MeterRegistry registry) {
        HopMetrics metrics = HopMetrics.builder()
                .caller("checkout")
                .hops("gateway-eu", "payments")
                .methods("shop.Payments/Pay")
                .build();
        metrics.bindTo(registry);
        metrics.onStamp(STAMP, "OK");
        metrics.onWriteLag(STAMP, MILLI);
        metrics.onCall(call(HopPath.of(
                STAMP, HopStamp.builder("payments").totalNanos(2 * MILLI).build())));
        metrics.onCall(call(HopPath.of(STAMP)));
        metrics.onCall(
                call(HopPath.of(STAMP.toBuilder().upstreamNanos(90 * MILLI).build())));
    }

    /** One that exports and reaches nobody. */
    static ExportConfig nowhere() {
        URI refused = URI.create("http://127.0.0.1:1/v1");
        return new ExportConfig(refused, refused, Duration.ofHours(1), false, 1, Map.of(), Map.of(), null);
    }

    /** One part that is not to be trusted, and one that no stamp explains. */
    private static ProbeReport flawed() {
        List<Term> terms = List.of(
                new Term(Term.Kind.SELF, "gateway-eu", -1, -1, List.of(), Set.of(Flaw.NEGATIVE_SELF)),
                new Term(Term.Kind.RESIDUAL, "gateway-eu>?", MILLI, -1, List.of(), Set.of()));
        return new ProbeReport(
                okResult(PROBE, 4, 47 * MILLI).build(),
                new Decomposition(47 * MILLI, terms, List.of(), "gateway-eu", Map.of(StampResult.OK, 1)));
    }

    /** A call that waited 3 ms for its connection and took 60 ms. */
    private static SampledCall call(HopPath path) {
        Steps steps = new Steps();
        CallTimer timer = CallTimer.create(steps);
        timer.started();
        steps.nanos += 3 * MILLI;
        CallAttempt attempt = timer.attempt();
        steps.nanos += 60 * MILLI;
        attempt.answered(List.of());
        steps.nanos += MILLI;
        timer.closed("OK");
        return timer.sampled("shop.Payments/Pay", false, path);
    }

    private static final class Steps implements Ticker {
        private long nanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public long epochMicros() {
            return nanos / 1_000;
        }
    }
}
