package dev.insight.runner.store;

import dev.insight.decomposition.Term;
import dev.insight.probe.PathId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is put together of one component, path by path. Used once. */
final class ComponentParts {
    private final String name;
    private final boolean isLink;
    private final List<ComponentPath> paths = new ArrayList<>();
    private final List<float[]> own = new ArrayList<>();
    private final List<float[]> queued = new ArrayList<>();
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
            parts.add(id, selves.get(hop.name()));
        }
    }

    /** {@code path} uses it; {@code term} is what its calls say of that, or null. */
    void add(PathId path, @Nullable TermWindow term) {
        if (term == null) {
            paths.add(new ComponentPath(path, null, null, null));
            return;
        }
        own.add(term.nanos());
        boolean tellsQueue = term.kind() == Term.Kind.SELF;
        if (tellsQueue) {
            queued.add(term.queueNanos());
        }
        paths.add(new ComponentPath(
                path,
                Spread.of(List.of(term.nanos())),
                term.usual() == null
                        ? null
                        : new Spread(term.usual().p50Nanos(), term.usual().p99Nanos()),
                tellsQueue ? Spread.of(List.of(term.queueNanos())) : null));
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
        paths.sort(Comparator.comparing(path -> path.path().toString()));
        return new ComponentSnapshot(
                name,
                kind,
                role,
                regions.size() == 1 ? regions.iterator().next() : null,
                Spread.of(own),
                Spread.middle(paths.stream()
                        .map(ComponentPath::usual)
                        .filter(Objects::nonNull)
                        .toList()),
                Spread.of(queued),
                paths,
                cpu);
    }
}
