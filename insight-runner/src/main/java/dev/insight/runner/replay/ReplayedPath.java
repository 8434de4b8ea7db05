package dev.insight.runner.replay;

import dev.insight.PathReporter;
import dev.insight.ProbeReport;
import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.Slot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A path that a recording announced, and the reports of its probes. Not thread-safe. */
final class ReplayedPath {
    private final Probe probe;
    private final PathReporter reporter;
    private long warm;
    private long partial;
    private long cold;

    ReplayedPath(Probe probe) {
        this.probe = probe;
        reporter = PathReporter.create(probe, fault -> {
            throw fault;
        });
    }

    Probe probe() {
        return probe;
    }

    /** The report that was made live of the probe that {@code fields} tell of, a cold one or any other. */
    ProbeReport report(Fields fields, boolean isCold) throws BadRecordException {
        String code = Fields.need(fields.outcome, "outcome");
        if (!Outcome.isCode(code)) {
            throw new BadRecordException(
                    "outcome must be the name of a gRPC status code, such as OK or UNAVAILABLE: " + code);
        }
        Slot slot = slot(fields, isCold);
        boolean ok = code.equals("OK");
        Outcome outcome = ok ? Outcome.ok() : Outcome.failed(code, fields.phase, null);
        if (ok && fields.phase != Phase.RPC) {
            throw new BadRecordException("a probe that is OK ends in phase rpc, not in " + fields.phase.label());
        }
        long latency = ok ? Fields.need(fields.latencyNanos, "latency_ms") : HopStamp.ABSENT;
        long start = slot.intendedNanos() + fields.startLagNanos;
        ProbeResult result = ProbeResult.builder(slot, outcome)
                .startLagNanos(fields.startLagNanos)
                .latencyNanos(latency)
                .lifeNanos(start, start + Math.max(0, fields.latencyNanos))
                .sentEpochMicros(slot.intendedEpochMicros() + fields.startLagNanos / 1_000)
                .tainted(fields.tainted)
                .path(path(fields))
                .build();
        return reporter.report(result);
    }

    private Slot slot(Fields fields, boolean isCold) throws BadRecordException {
        long epochMicros = Fields.need(fields.epochMicros, "t");
        if (isCold) {
            return new Slot(probe, ProbeKind.COLD, null, cold++, epochMicros * 1_000, epochMicros);
        }
        String stop = fields.stop;
        return stop == null
                ? new Slot(probe, ProbeKind.WARM, null, warm++, epochMicros * 1_000, epochMicros)
                : new Slot(probe, ProbeKind.PARTIAL, stop, partial++, epochMicros * 1_000, epochMicros);
    }

    private HopPath path(Fields fields) {
        int count = fields.hops();
        if (count == 0) {
            return HopPath.empty();
        }
        String answers = answers(fields.stop);
        HopStamp[] stamps = new HopStamp[count];
        for (int i = 0; i < count; i++) {
            Hop hop = fields.hop(i);
            stamps[i] = hop.stamp(hop.name().equals(answers));
        }
        return new HopPath(List.of(stamps), 0, 0);
    }

    /** The hop that answers a probe which gets that far: an empty name if none is known. */
    private String answers(@Nullable String stop) {
        if (stop != null) {
            return stop;
        }
        List<String> hops = probe.route().hops();
        return hops.isEmpty() ? "" : hops.get(hops.size() - 1);
    }
}
