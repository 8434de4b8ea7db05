package dev.insight.benchmarks.diagnosis;

import dev.insight.decomposition.Decomposer;
import dev.insight.decomposition.Decomposition;
import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.hop.HopStampBuilder;
import dev.insight.probe.Outcome;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.Slot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the prober learns of a call: the types that a live prober yields. Immutable.
 *
 * @param result the call's outcome and stamps
 * @param decomposition its latency, split
 */
record CallRecord(ProbeResult result, Decomposition decomposition) {
    /** When scenarios start, seconds since the epoch. */
    static final long EPOCH = 1_790_000_000L;

    static long micros(double t) {
        return EPOCH * 1_000_000 + Math.round(t * 1e6);
    }

    static CallRecord of(Call call, Scenario scenario, Weather weather, @Nullable String stop, long sequence) {
        Slot slot = new Slot(
                call.way.probe(),
                stop == null ? ProbeKind.WARM : ProbeKind.PARTIAL,
                stop,
                sequence,
                Math.round(call.t * 1e9),
                micros(call.t));
        List<HopStamp> stamps = stamps(call, scenario, weather);
        String lastHop = stamps.isEmpty() ? null : stamps.get(stamps.size() - 1).name();
        Outcome outcome = call.isOk() ? Outcome.ok() : new Outcome(call.code, call.phase, lastHop, null);
        long start = slot.intendedNanos() + nanos(call.lag);
        ProbeResult result = ProbeResult.builder(slot, outcome)
                .startLagNanos(nanos(call.lag))
                .latencyNanos(call.isOk() ? nanos(call.latency) : HopStamp.ABSENT)
                .lifeNanos(start, start + nanos(call.latency))
                .sentEpochMicros(micros(call.t + call.lag / 1e3))
                .tainted(call.tainted)
                .path(new HopPath(stamps, 0, 0))
                .build();
        List<String> hops = call.way.probe().route().hops();
        List<String> expected = stop == null ? hops : hops.subList(0, hops.indexOf(stop) + 1);
        return new CallRecord(
                result, Decomposer.decompose(call.way.prober(), result.latencyNanos(), result.path(), expected));
    }

    private static List<HopStamp> stamps(Call call, Scenario scenario, Weather weather) {
        List<HopStamp> stamps = new ArrayList<>(call.last + 1);
        double arrival = call.t + call.lag / 1e3;
        for (int i = 0; i <= call.last; i++) {
            arrival += call.forward[i] / 1e3;
            if (!call.stampless[i]) {
                Site site = call.way.sites().get(i);
                HopStampBuilder stamp = stamp(call, i);
                if (i == call.last && scenario.saysOrigin()) {
                    stamp.origin(call.origin);
                }
                if (scenario.clocks()) {
                    stamp.arrivalEpochMicros(micros(arrival + weather.clock(call.t, site.name(), call.node[i])))
                            .beforeUpstreamNanos(i < call.last ? nanos(call.stay[i] / 2) : HopStamp.ABSENT);
                }
                stamps.add(stamp.build());
            }
            arrival += call.stay[i] / 2 / 1e3;
        }
        return stamps;
    }

    private static HopStampBuilder stamp(Call call, int i) {
        Site site = call.way.sites().get(i);
        HopStampBuilder stamp = HopStamp.builder(site.name())
                .totalNanos(nanos(call.total(i)))
                .upstreamNanos(i < call.last ? nanos(call.upstream(i)) : HopStamp.ABSENT)
                .queueNanos(nanos(call.queue[i]))
                .kind(site.isService() ? HopStamp.Kind.SVC : HopStamp.Kind.PROXY)
                .node(call.node[i])
                .role(site.role())
                .region(site.region());
        if (call.attempts[i] > 1) {
            stamp.attempts(call.attempts[i]).retryNanos(nanos(call.lost[i]));
        }
        return stamp;
    }

    /** To the microsecond, which is what stamps show. */
    private static long nanos(double millis) {
        return Math.round(millis * 1e3) * 1000;
    }
}
