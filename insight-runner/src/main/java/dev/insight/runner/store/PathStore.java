package dev.insight.runner.store;

import dev.insight.InsightListener;
import dev.insight.ProbeReport;
import dev.insight.diagnosis.PathBaseline;
import dev.insight.diagnosis.PathStatus;
import dev.insight.diagnosis.Verdict;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.SkipReason;
import dev.insight.probe.Slot;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the recent past of each path that is measured, in memory bounded per path, and forgets a path when it
 * leaves; and the latest incidents. Thread-safe: written by the pipeline, read by anyone.
 */
public final class PathStore implements InsightListener {
    private static final int WINDOW = 256;

    private final ConcurrentMap<PathId, PathState> states = new ConcurrentHashMap<>();
    private final IncidentStates incidents = new IncidentStates();
    private final int window;

    private PathStore(int window) {
        this.window = window;
    }

    /** A store whose quantiles cover the latest 256 measurements of a path, and half as many of each part. */
    public static PathStore create() {
        return withWindow(WINDOW);
    }

    /** A store whose quantiles cover the latest {@code measurements} of a path, and half as many of each part. */
    public static PathStore withWindow(int measurements) {
        if (measurements <= 0) {
            throw new IllegalArgumentException("measurements must be positive: " + measurements);
        }
        return new PathStore(measurements);
    }

    /** Every path that is measured now, ordered by its id. */
    public List<PathSnapshot> paths() {
        return states.values().stream()
                .map(PathState::snapshot)
                .sorted(Comparator.comparing(PathSnapshot::id))
                .toList();
    }

    /** The path called {@code id}, as {@link PathSnapshot#id()} has it, or null. */
    public @Nullable PathSnapshot path(String id) {
        for (PathState state : states.values()) {
            if (state.probe().path().toString().equals(id)) {
                return state.snapshot();
            }
        }
        return null;
    }

    /** The path of these labels, or null. */
    public @Nullable PathSnapshot path(PathId path) {
        PathState state = states.get(path);
        return state == null ? null : state.snapshot();
    }

    /** The incidents that are open, then those closed of late, each the latest first; at most 200. */
    public List<IncidentSnapshot> incidents() {
        return incidents.snapshots();
    }

    /** The incident called {@code id}, if it is among these, or null. */
    public @Nullable IncidentSnapshot incident(String id) {
        return incidents.find(id);
    }

    /** Takes in the incidents that earlier processes told of; those that were open are interrupted. Call it first of all. */
    public void restore(List<IncidentSnapshot> past) {
        incidents.restore(past);
    }

    /** From now on {@code keeper} is told, on the pipeline thread, each incident as it is after each verdict. */
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
        states.put(probe.path(), new PathState(probe, window));
    }

    @Override
    public void onRemoved(Probe probe) {
        incidents.pathRemoved();
        // A path that changed may be announced anew before its old self is told off; that one stays.
        states.computeIfPresent(probe.path(), (path, state) -> state.probe().equals(probe) ? null : state);
    }

    @Override
    public void onReport(ProbeReport report) {
        PathState state = states.get(report.result().slot().probe().path());
        if (state != null) {
            state.add(report);
        }
    }

    @Override
    public void onSkipped(Slot slot, SkipReason reason) {
        PathState state = states.get(slot.probe().path());
        if (state != null) {
            state.addSkipped();
        }
    }
}
