package dev.insight.runner.store;

import dev.insight.InsightListener;
import dev.insight.InsightStatus;
import dev.insight.ProbeReport;
import dev.insight.diagnosis.HostLoad;
import dev.insight.diagnosis.PathBaseline;
import dev.insight.diagnosis.PathStatus;
import dev.insight.diagnosis.Verdict;
import dev.insight.hop.Ticker;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.SkipReason;
import dev.insight.probe.Slot;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the recent past of each path that is measured, in memory bounded per path, and forgets a path when it
 * leaves; and the latest incidents. Thread-safe: written by the pipeline, read by anyone.
 */
public final class PathStore implements InsightListener {
    private final PathStates states;
    private final IncidentStates incidents = new IncidentStates();
    private final IncidentPaths named = new IncidentPaths();
    private final Changes changes = new Changes();
    private final ProberHealth health = new ProberHealth();
    private final Components components;
    private final Ticker ticker;

    private PathStore(int window, Ticker ticker) {
        this.ticker = ticker;
        states = new PathStates(window, changes);
        components = new Components(ticker, states.all());
    }

    /** A store whose quantiles cover the latest 256 measurements of a path, and half as many of each part. */
    public static PathStore create() {
        return withWindow(256);
    }

    /** A store whose quantiles cover the latest {@code measurements} of a path, and half as many of each part. */
    public static PathStore withWindow(int measurements) {
        if (measurements <= 0) {
            throw new IllegalArgumentException("measurements must be positive: " + measurements);
        }
        return withWindow(measurements, Ticker.system());
    }

    /** The same by {@code ticker}, which says what is recent. */
    static PathStore withWindow(int measurements, Ticker ticker) {
        return new PathStore(measurements, ticker);
    }

    /** Every path that is measured now, ordered by its id. */
    public List<PathSnapshot> paths() {
        long now = ticker.nanos();
        return states.ordered(Long.MIN_VALUE)
                .map(state -> state.snapshot(now, incidentsOf(state)))
                .toList();
    }

    /**
     * Every path that changed after the change numbered {@code since}, 0 for all, ordered by its id. Without its parts and its
     * past, of which there are none in these: terms, hops and single probes but the last warm ones.
     */
    public List<PathSnapshot> rows(long since) {
        long now = ticker.nanos();
        return states.ordered(since)
                .map(state -> state.row(now, incidentsOf(state)))
                .toList();
    }

    private PathIncidents incidentsOf(PathState state) {
        return named.of(state.probe().path());
    }

    /**
     * The number of the latest change of a path or an incident. Who reads it and then, by {@link #rows}, {@link #removed} and
     * {@link #incidents(long)}, what changed since an earlier number has missed nothing up to it.
     */
    public long changes() {
        return changes.latest();
    }

    /** Names of the paths that left after the change {@code since}; null if it is too long ago to know all of them. */
    public @Nullable List<String> removed(long since) {
        return states.removed(since);
    }

    /** Those of {@link #incidents()} that changed after the change {@code since}. */
    public List<IncidentSnapshot> incidents(long since) {
        return incidents().stream()
                .filter(incident -> changes.isIncidentNewer(incident.id(), since))
                .toList();
    }

    /** The names of all paths that are measured now, in no order. */
    public Set<PathId> names() {
        return states.names();
    }

    /** How far this process itself could be relied upon in the last minute. */
    public ProberSnapshot prober() {
        return health.snapshot(ticker.nanos(), ticker.epochMicros());
    }

    /** The path called {@code id}, as {@link PathSnapshot#id()} has it, or null. */
    public @Nullable PathSnapshot path(String id) {
        return snapshot(states.find(id));
    }

    /** The path of these labels, or null. */
    public @Nullable PathSnapshot path(PathId path) {
        return snapshot(states.get(path));
    }

    private @Nullable PathSnapshot snapshot(@Nullable PathState state) {
        return state == null ? null : state.snapshot(ticker.nanos(), incidentsOf(state));
    }

    /** The hops, services and links of all paths. */
    public Components components() {
        return components;
    }

    /**
     * The incidents that are open, what a prober suffers after all that paths do, then those closed of late, each the latest first;
     * at most 200.
     */
    public List<IncidentSnapshot> incidents() {
        return incidents.snapshots();
    }

    /** The incident called {@code id}, if it is among these, or null. */
    public @Nullable IncidentSnapshot incident(String id) {
        return incidents.find(id);
    }

    /** Takes in the incidents that earlier processes told of, which are closed or interrupted. Call it first of all. */
    public void restore(List<IncidentSnapshot> past) {
        incidents.restore(past);
    }

    /** From now on {@code keeper} is told, on the pipeline thread, each incident as it is after each verdict, and when it is interrupted. */
    public void keepIncidents(Consumer<IncidentSnapshot> keeper) {
        incidents.keeper(keeper);
    }

    /** Call it before what tells this is closed: incidents that end only with it are interrupted and not over. */
    public void ending() {
        incidents.ending();
    }

    @Override
    public void onVerdict(Verdict verdict) {
        incidents.add(verdict);
        for (PathId path : named.add(verdict)) {
            PathState state = states.get(path);
            if (state != null) {
                state.touch();
            }
        }
        changes.incident(verdict.id());
    }

    @Override
    public void onPathStatus(PathStatus status) {
        PathState state = states.get(status.path());
        if (state != null) {
            state.status(status);
        }
    }

    @Override
    public void onBaseline(PathBaseline baseline) {
        PathState state = states.get(baseline.path());
        if (state != null) {
            state.baseline(baseline);
        }
    }

    @Override
    public void onAdded(Probe probe) {
        states.add(probe);
    }

    @Override
    public void onRemoved(Probe probe) {
        incidents.pathRemoved();
        components.pathRemoved();
        states.remove(probe);
    }

    @Override
    public void onReport(ProbeReport report) {
        PathState state = states.get(report.result().slot().probe().path());
        if (state != null) {
            if (report.result().slot().kind() == ProbeKind.WARM) {
                health.ended(report.result().tainted(), ticker.nanos(), ticker.epochMicros());
            }
            state.add(report, ticker.nanos());
            components.add(report);
        }
    }

    @Override
    public void onLoad(HostLoad load) {
        components.load(load);
    }

    @Override
    public void onStatus(InsightStatus status) {
        components.forgetUnused();
    }

    @Override
    public void onSkipped(Slot slot, SkipReason reason) {
        PathState state = states.get(slot.probe().path());
        if (state != null) {
            if (reason == SkipReason.STALLED && slot.kind() == ProbeKind.WARM) {
                health.stalled(ticker.nanos(), ticker.epochMicros());
            }
            state.addSkipped();
        }
    }
}
