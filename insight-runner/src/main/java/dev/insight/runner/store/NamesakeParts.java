package dev.insight.runner.store;

import dev.insight.decomposition.Term;
import dev.insight.probe.PathId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is put together of one thing that a component's name means, path by path. Used once. */
final class NamesakeParts {
    private final String key;
    private final List<ComponentPath> paths = new ArrayList<>();
    private final List<float[]> own = new ArrayList<>();
    private final List<float[]> queued = new ArrayList<>();

    NamesakeParts(String key) {
        this.key = key;
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

    List<ComponentPath> paths() {
        return paths;
    }

    ComponentNamesake snapshot() {
        return new ComponentNamesake(
                key,
                Spread.of(own),
                Spread.middle(paths.stream()
                        .map(ComponentPath::usual)
                        .filter(Objects::nonNull)
                        .toList()),
                Spread.of(queued),
                paths.stream()
                        .map(ComponentPath::path)
                        .sorted(Comparator.comparing(PathId::toString))
                        .toList());
    }
}
