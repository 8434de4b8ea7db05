package dev.insight.runner.history;

import dev.insight.ProbeReport;
import dev.insight.decomposition.Decomposition;
import dev.insight.decomposition.Term;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.Route;
import dev.insight.probe.Slot;
import dev.insight.probe.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A forwarded path of five hops and eleven parts, as noisy as real ones: hops and short links scatter by a quarter, with a
 * tail; the long link by half a percent, and it wanders through the day; one call in a thousand fails, and some are retried.
 */
final class SimulatedPath {
    /** A whole step of any length that divides a day. */
    static final long START_MILLIS = 1_760_054_400_000L;

    private static final double MILLI = 1e6;
    private static final List<String> HOPS =
            List.of("gateway-eu", "mediary-eu", "mediary-sg", "gateway-sg", "payments");

    private final Probe probe;
    private final Random random;
    private long sequence;

    SimulatedPath(String target, Duration interval, long seed) {
        probe = Probe.builder(
                        "eu", Target.builder(target, "payments", "127.0.0.1:1").build(), new Route("forwarded", HOPS))
                .interval(interval)
                .build();
        random = new Random(seed);
    }

    Probe probe() {
        return probe;
    }

    /** The next probe, which was to start at {@code millis}. */
    ProbeReport next(long millis) {
        if (random.nextInt(1_000) == 0) {
            return failed(millis);
        }
        List<Term> terms = new ArrayList<>();
        String before = "prober-eu";
        double all = 0;
        for (String hop : HOPS) {
            boolean isLong = before.equals("mediary-eu");
            double link = isLong ? 80 + 4 * Math.sin(millis / 1e7) : 0.4;
            double self = hop.equals("payments") ? 2.5 : 0.6;
            link *= Math.exp((isLong ? 0.005 : 0.25) * random.nextGaussian());
            link += random.nextInt(100) == 0 ? 20 * random.nextDouble() : 0;
            self *= Math.exp(0.25 * random.nextGaussian());
            terms.add(term(Term.Kind.LINK, before + ">" + hop, link));
            terms.add(term(Term.Kind.SELF, hop, self));
            all += link + self;
            before = hop;
        }
        double rest = 0.02 * random.nextGaussian();
        terms.add(term(Term.Kind.RESIDUAL, "payments>?", rest));
        return report(millis, (long) ((all + rest) * MILLI), terms);
    }

    /** A probe of this latency and these parts. */
    ProbeReport ok(long millis, long latencyNanos, Term... terms) {
        return report(millis, latencyNanos, List.of(terms));
    }

    ProbeReport failed(long millis) {
        Outcome outcome = Outcome.failed("UNAVAILABLE", Phase.CONNECT, "refused");
        return new ProbeReport(
                ProbeResult.builder(slot(millis), outcome).build(),
                new Decomposition(-1, List.of(), List.of(), null, Map.of()));
    }

    ProbeReport tainted(long millis, long latencyNanos) {
        ProbeReport report = ok(millis, latencyNanos);
        return new ProbeReport(report.result().toBuilder().tainted(true).build(), report.decomposition());
    }

    static Term term(Term.Kind kind, String name, double millis) {
        return new Term(kind, name, (long) (millis * MILLI), -1, List.of(), Set.of());
    }

    private ProbeReport report(long millis, long nanos, List<Term> terms) {
        ProbeResult result = ProbeResult.builder(slot(millis), Outcome.ok())
                .latencyNanos(nanos)
                .build();
        return new ProbeReport(result, new Decomposition(nanos, terms, List.of(), null, Map.of()));
    }

    private Slot slot(long millis) {
        return new Slot(probe, ProbeKind.WARM, null, sequence++, millis * 1_000_000, millis * 1_000);
    }
}
