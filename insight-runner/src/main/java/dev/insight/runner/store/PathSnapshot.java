package dev.insight.runner.store;

import dev.insight.ProbeReport;
import dev.insight.diagnosis.PathBaseline;
import dev.insight.diagnosis.PathStatus;
import dev.insight.probe.Probe;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one path now. Immutable. Counters run since the path came; quantiles cover the latest measurements.
 *
 * @param probe what is measured
 * @param isUp whether the latest warm probe that counts ended OK: a failure while this process stood still accuses nobody
 * @param probes warm probes that ended
 * @param failures warm probes that did not end OK
 * @param skipped slots that were not sent
 * @param tainted warm probes that a pause or the first calls of this process overlap
 * @param latency end to end, of warm probes that ended OK and are not tainted
 * @param terms parts of that latency in the order of the path
 * @param hops the route's hops in order; where the route names none, those that stamped, a bounded number
 * @param last the latest warm report, or null
 * @param lastOk the latest warm report that is a measurement, or null
 * @param past single probes that are worth a look
 * @param status what diagnosis knows of it, some seconds late; null before it has said anything
 * @param baseline what it and its parts usually take, of before an incident while one is open; null before anything is known
 * @param recent how its warm probes of the last minute ended
 * @param incidents ids of the open incidents that name it
 * @param isAccused whether one of them blames something on it, or one that is open may come to: not where only the prober that
 *     measures it stands still
 */
public record PathSnapshot(
        Probe probe,
        boolean isUp,
        long probes,
        long failures,
        long skipped,
        long tainted,
        Quantiles latency,
        List<TermSnapshot> terms,
        List<HopSnapshot> hops,
        @Nullable ProbeReport last,
        @Nullable ProbeReport lastOk,
        PathPast past,
        @Nullable PathStatus status,
        @Nullable PathBaseline baseline,
        RecentSnapshot recent,
        List<String> incidents,
        boolean isAccused) {
    public PathSnapshot {
        terms = List.copyOf(terms);
        hops = List.copyOf(hops);
        incidents = List.copyOf(incidents);
    }

    /** What diagnosis knows of it; while it has not said anything it is learning. */
    public PathStatus.State diagnosis() {
        return status == null ? PathStatus.State.LEARNING : status.state();
    }

    /** What a person sees first. */
    public PathCondition condition() {
        return PathCondition.of(this);
    }

    /** Probes of every kind that did not end OK, the latest first, a bounded number. */
    public List<FailureSnapshot> recentFailures() {
        return past.failures();
    }

    /** The latest cold probe, or null. */
    public @Nullable ColdSnapshot lastCold() {
        return past.cold().isEmpty() ? null : past.cold().get(0);
    }

    /** The path's name, {@code eu>sg/forwarded/payments}. */
    public String id() {
        return probe.path().toString();
    }
}
