package dev.insight.runner.store;

import dev.insight.diagnosis.Namesakes;
import dev.insight.probe.PathId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is put together of one component, path by path. Used once. */
final class ComponentParts {
    private final String name;
    private final boolean isLink;
    /** By their keys. */
    private final Map<String, NamesakeParts> namesakes = new TreeMap<>();

    private final Set<String> regions = new LinkedHashSet<>();
    private boolean isLast;
    private @Nullable String role;

    ComponentParts(String name, boolean isLink) {
        this.name = name;
        this.isLink = isLink;
    }

    /** Adds what {@code path} knows of its hops and links to {@code all}, by their names. */
    static void collect(PathState path, long nowNanos, Map<String, ComponentParts> all) {
        PathId id = path.probe().path();
        Map<String, TermWindow> selves = new HashMap<>();
        for (TermWindow term : path.recentTerms(nowNanos)) {
            switch (term.kind()) {
                case SELF -> selves.put(term.name(), term);
                case LINK ->
                    all.computeIfAbsent(term.name(), name -> new ComponentParts(name, true))
                            .of(Namesakes.link(term.name(), path.probe()))
                            .add(id, term);
                case RESIDUAL -> {
                    // Of what is behind the last stamp nobody knows whose it is.
                }
            }
        }
        List<HopSnapshot> hops = path.hopSnapshots();
        boolean isRouteKnown = !path.probe().route().hops().isEmpty();
        for (int i = 0; i < hops.size(); i++) {
            HopSnapshot hop = hops.get(i);
            ComponentParts parts = all.computeIfAbsent(hop.name(), name -> new ComponentParts(name, false));
            parts.describe(hop, isRouteKnown && i == hops.size() - 1);
            parts.of(Namesakes.hop(hop.name(), path.probe())).add(id, selves.get(hop.name()));
        }
    }

    private NamesakeParts of(String key) {
        return namesakes.computeIfAbsent(key, NamesakeParts::new);
    }

    /** {@code hop} is what a path knows of it, the last on its route or not. */
    void describe(HopSnapshot hop, boolean isLastOnRoute) {
        isLast |= isLastOnRoute;
        role = role == null ? hop.role() : role;
        if (hop.region() != null) {
            regions.add(hop.region());
        }
    }

    ComponentSnapshot snapshot(List<CpuSnapshot> cpu) {
        ComponentSnapshot.Kind kind = isLink
                ? ComponentSnapshot.Kind.LINK
                : isLast || "service".equals(role) ? ComponentSnapshot.Kind.SERVICE : ComponentSnapshot.Kind.HOP;
        List<NamesakeParts> parts = List.copyOf(namesakes.values());
        return new ComponentSnapshot(
                name,
                kind,
                role,
                regions.size() == 1 ? regions.iterator().next() : null,
                parts.stream().map(NamesakeParts::snapshot).toList(),
                parts.stream()
                        .flatMap(each -> each.paths().stream())
                        .sorted(Comparator.comparing(path -> path.path().toString()))
                        .toList(),
                cpu);
    }
}
