package dev.insight.runner.store;

import dev.insight.diagnosis.Verdict;
import dev.insight.probe.PathId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which open incidents name a path. Thread-safe. */
final class IncidentPaths {
    private final Map<String, Set<PathId>> open = new LinkedHashMap<>();
    private volatile Map<PathId, List<String>> ids = Map.of();

    /** Takes in what is said of an incident; returns the paths of which it is no longer as it was, whether they are named. */
    synchronized Collection<PathId> add(Verdict verdict) {
        boolean isOver = verdict.state() == Verdict.State.CLOSE;
        Set<PathId> now = isOver ? Set.of() : Set.copyOf(verdict.paths());
        Set<PathId> before = isOver ? open.remove(verdict.id()) : open.put(verdict.id(), now);
        Set<PathId> changed = new HashSet<>(now);
        if (before != null) {
            changed.removeAll(before);
            before.stream().filter(path -> !now.contains(path)).forEach(changed::add);
        }
        if (!changed.isEmpty()) {
            ids = byPath();
        }
        return changed;
    }

    /** The open incidents of each path that has one, in the order in which they opened. */
    Map<PathId, List<String>> ids() {
        return ids;
    }

    private Map<PathId, List<String>> byPath() {
        Map<PathId, List<String>> byPath = new HashMap<>();
        open.forEach((id, paths) -> paths.forEach(
                path -> byPath.computeIfAbsent(path, each -> new ArrayList<>()).add(id)));
        return byPath;
    }
}
