package dev.insight.micrometer;

import dev.insight.ProbeReport;
import dev.insight.decomposition.StampResult;
import dev.insight.probe.Outcome;
import dev.insight.probe.PathId;
import dev.insight.probe.Phase;
import dev.insight.probe.PhaseTime;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The meters of one path, each made when first needed. Not thread-safe, save for what the gauges read. */
final class PathMeters {
    private static final int INTERVALS_TO_LIVE = 3;

    private final Probe probe;
    private final MeterGroup group;
    private final TermMeters terms;
    private final AllowedNames allowed;
    private final CounterTable warm;
    private final CounterTable cold;
    private final CounterTable partial;
    private final Counter skipped;
    private final Counter tainted;
    private final Map<Phase, Timer> phases = new EnumMap<>(Phase.class);
    private final Map<StampResult, Counter> stamps = new EnumMap<>(StampResult.class);
    private @Nullable Timer duration;
    private @Nullable Gauge latency;
    private @Nullable Gauge up;
    private long lastSuccessNanos;
    private volatile long latencyNanos;
    private volatile boolean isUp;

    PathMeters(MeterRegistry registry, Probe probe) {
        this.probe = probe;
        PathId path = probe.path();
        group = new MeterGroup(
                registry,
                Tags.of(
                        "source",
                        path.source(),
                        "target",
                        path.target(),
                        "route",
                        path.route(),
                        "service",
                        path.service()));
        allowed = AllowedNames.of(probe);
        terms = new TermMeters(group, TermMeters.PROBE, allowed);
        warm = new CounterTable(group, MeterNames.PROBES, "Probes that ended.", "outcome", "phase");
        cold = new CounterTable(
                group, MeterNames.PROBES_COLD, "Probes over a connection of their own that ended.", "outcome", "phase");
        partial = new CounterTable(
                group, MeterNames.PROBES_PARTIAL, "Probes that a hop on the way should answer.", "hop", "outcome");
        // From the start, at nought: the increase from "no such series" to one would be lost to queries.
        skipped = group.counter(MeterNames.PROBES_SKIPPED, "Probes that were due and not sent.");
        tainted = group.counter(
                MeterNames.PROBES_TAINTED,
                "Probes that a pause or the first steps of the prober's own process overlap.");
        addPositions();
    }

    /** Labels have no order, and who stacks a call's parts needs theirs. */
    private void addPositions() {
        List<String> hops = AllowedNames.hops(probe);
        for (int i = 0; i < hops.size(); i++) {
            int position = i + 1;
            group.gauge(
                    MeterNames.HOP_POSITION,
                    "Where on the route the hop is: 1 is the first, the service the last.",
                    () -> position,
                    "hop",
                    hops.get(i));
        }
    }

    Probe probe() {
        return probe;
    }

    void add(ProbeReport report) {
        ProbeResult result = report.result();
        Outcome outcome = result.outcome();
        String code = MeterNames.code(outcome.code());
        switch (result.slot().kind()) {
            case WARM -> {
                warm.increment(code, outcome.phase().label());
                addWarm(report);
            }
            case COLD -> {
                cold.increment(code, outcome.phase().label());
                addCold(result);
            }
            case PARTIAL -> partial.increment(hopLabel(result.slot().stop()), code);
        }
    }

    void addSkipped() {
        skipped.increment();
    }

    /** Takes the latest latency back once no success has renewed it for three intervals. */
    void expire(long nowNanos) {
        if (latency != null
                && nowNanos - lastSuccessNanos
                        > INTERVALS_TO_LIVE * probe.interval().toNanos()) {
            group.remove(latency);
            latency = null;
        }
    }

    void close() {
        group.removeAll();
    }

    private void addWarm(ProbeReport report) {
        ProbeResult result = report.result();
        boolean ok = result.outcome().isOk();
        addStamps(report.decomposition().stamps(), ok);
        if (result.tainted()) {
            tainted.increment();
        }
        // A failure while this process stood still accuses nobody.
        if (ok || !result.tainted()) {
            setUp(ok);
        }
        if (result.isMeasurement()) {
            addMeasurement(report);
        }
    }

    private void addMeasurement(ProbeReport report) {
        ProbeResult result = report.result();
        latencyNanos = result.latencyNanos();
        lastSuccessNanos = result.endNanos();
        if (latency == null) {
            latency = group.gauge(
                    MeterNames.LATENCY_MS,
                    "Latest successful end-to-end latency in milliseconds.",
                    () -> latencyNanos / 1e6);
        }
        if (duration == null) {
            duration = group.timer(MeterNames.PROBE_DURATION, "End-to-end latency of probes that ended OK.");
        }
        duration.record(result.latencyNanos(), TimeUnit.NANOSECONDS);
        terms.record(report.decomposition().terms());
    }

    private void addCold(ProbeResult result) {
        if (!result.isMeasurement()) {
            return;
        }
        for (PhaseTime time : result.phases()) {
            phases.computeIfAbsent(
                            time.phase(),
                            phase -> group.timer(
                                    MeterNames.PROBE_PHASE,
                                    "Phases of probes over a connection of their own that ended OK.",
                                    "phase",
                                    phase.label()))
                    .record(time.nanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Where the call failed, hops that did not stamp are no finding: most had nothing to stamp. */
    private void addStamps(Map<StampResult, Integer> counts, boolean ok) {
        if (counts.isEmpty()) {
            return;
        }
        for (StampResult kind : StampResult.values()) {
            Integer count = counts.get(kind);
            if (count == null || (kind == StampResult.MISSING && !ok)) {
                continue;
            }
            stamps.computeIfAbsent(
                            kind,
                            key -> group.counter(
                                    MeterNames.STAMPS,
                                    "Stamps that came, and hops that did not stamp though the call ended OK.",
                                    "result",
                                    key.label()))
                    .increment(count);
        }
    }

    private void setUp(boolean newValue) {
        isUp = newValue;
        if (up == null) {
            up = group.gauge(MeterNames.UP, "Whether the latest probe ended OK.", () -> isUp ? 1 : 0);
        }
    }

    private String hopLabel(@Nullable String hop) {
        return hop != null && allowed.hop(hop) ? hop : MeterNames.OTHER;
    }
}
