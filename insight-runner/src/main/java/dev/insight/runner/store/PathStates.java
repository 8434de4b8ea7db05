package dev.insight.runner.store;

import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The paths that are measured now, and the names of those that left of late. Thread-safe. */
final class PathStates {
    private final ConcurrentMap<PathId, PathState> states = new ConcurrentHashMap<>();
    private final int window;
    private final Changes changes;

    PathStates(int window, Changes changes) {
        this.window = window;
        this.changes = changes;
    }

    void add(Probe probe) {
        PathState state = new PathState(probe, window, changes);
        states.put(probe.path(), state);
        state.touch(); // after it can be found, so that it is not missed
    }

    void remove(Probe probe) {
        if (states.remove(probe.path()) != null) {
            changes.remove(probe.path());
        }
    }

    @Nullable
    PathState get(PathId path) {
        return states.get(path);
    }

    /** The path called {@code id}, or null. */
    @Nullable
    PathState find(String id) {
        for (PathState state : states.values()) {
            if (state.id().equals(id)) {
                return state;
            }
        }
        return null;
    }

    /** All of them, in no order. */
    Collection<PathState> all() {
        return states.values();
    }

    Set<PathId> names() {
        return Set.copyOf(states.keySet());
    }

    /** Those that changed after the change {@code since}, ordered by their ids. */
    Stream<PathState> ordered(long since) {
        return states.values().stream()
                .filter(state -> state.isNewer(since))
                .sorted(Comparator.comparing(PathState::id));
    }

    /** Names of those that left after the change {@code since} and did not come back; null if not all of them are known. */
    @Nullable
    List<String> removed(long since) {
        Set<PathId> removed = changes.removedSince(since);
        return removed == null
                ? null
                : removed.stream()
                        .filter(path -> !states.containsKey(path))
                        .map(PathId::toString)
                        .toList();
    }
}
