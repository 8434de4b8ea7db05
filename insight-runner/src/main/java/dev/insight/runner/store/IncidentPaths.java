package dev.insight.runner.store;

import dev.insight.diagnosis.Cause;
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

/** What the open incidents say of each path. Thread-safe. */
final class IncidentPaths {
    private final Map<String, Set<PathId>> open = new LinkedHashMap<>();
    /** The ids of those that are about a prober, and the prober of each. */
    private final Map<String, String> impaired = new HashMap<>();

    private volatile Named named = new Named(Map.of(), Set.of(), Set.of());

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
        if (verdict.cause() == Cause.PROBER_IMPAIRED) {
            impaired.put(verdict.id(), verdict.component());
        }
        if (!changed.isEmpty()) {
            named = named();
        }
        return changed;
    }

    /** What is said of {@code path}. */
    PathIncidents of(PathId path) {
        return named.of(path);
    }

    private Named named() {
        impaired.keySet().retainAll(open.keySet());
        Map<PathId, List<String>> ids = new HashMap<>();
        Set<PathId> accused = new HashSet<>();
        open.forEach((id, paths) -> {
            paths.forEach(
                    path -> ids.computeIfAbsent(path, each -> new ArrayList<>()).add(id));
            if (!impaired.containsKey(id)) {
                accused.addAll(paths);
            }
        });
        return new Named(ids, accused, Set.copyOf(impaired.values()));
    }

    /** All of it at one time, so that nobody waits for who reads. */
    private record Named(Map<PathId, List<String>> ids, Set<PathId> accused, Set<String> impaired) {
        PathIncidents of(PathId path) {
            // An incident touches more paths before it is told of them.
            boolean isAccused =
                    accused.contains(path) || !(accused.isEmpty() || impaired.contains("prober-" + path.source()));
            return new PathIncidents(ids.getOrDefault(path, List.of()), isAccused);
        }
    }
}
