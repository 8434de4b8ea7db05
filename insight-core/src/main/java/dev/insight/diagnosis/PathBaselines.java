package dev.insight.diagnosis;

import dev.insight.diagnosis.PathBaseline.Level;
import dev.insight.probe.PathId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells what each path usually takes. Paths are looked at as time passes and not as probes end, so that it costs the same
 * however fast those come; quantiles are looked up, for the values are held in their order. Confined to one thread.
 */
final class PathBaselines {
    /** How often a path is told of. */
    private static final long EVERY_MICROS = 10_000_000;
    /** How often paths are looked at for what has become known. */
    private static final long LOOK_MICROS = 1_000_000;

    private static final float MEDIAN = 0.5f;
    private static final float HIGH = 0.99f;
    private static final float NANOS_OF_MILLI = 1e6f;

    private final Consumer<PathBaseline> baselines;
    private final Map<PathId, Told> told = new HashMap<>();
    private long lookedMicros = Long.MIN_VALUE;

    /** @param levels how many levels there were to tell */
    private record Told(long micros, int levels) {}

    PathBaselines(Consumer<PathBaseline> baselines) {
        this.baselines = baselines;
    }

    /** Time has come to {@code now}. */
    void advance(Collection<PathState> paths, long now) {
        if (lookedMicros != Long.MIN_VALUE && now - lookedMicros < LOOK_MICROS) {
            return;
        }
        lookedMicros = now;
        for (PathState path : paths) {
            int levels = levels(path);
            Told before = told.get(path.id());
            boolean isDue = before == null
                    ? levels > 0
                    : levels != before.levels() || (levels > 0 && now - before.micros() >= EVERY_MICROS);
            if (isDue) {
                told.put(path.id(), new Told(now, levels));
                baselines.accept(baseline(path, now));
            }
        }
    }

    void forget(PathState path) {
        told.remove(path.id());
    }

    private static int levels(PathState path) {
        int levels = path.usual().isUsable() ? 1 : 0;
        for (PathTerm term : path.terms()) {
            levels += term.usual().isUsable() ? 1 : 0;
        }
        return levels;
    }

    private static PathBaseline baseline(PathState path, long now) {
        Map<String, Level> terms = new HashMap<>();
        for (PathTerm term : path.terms()) {
            Level level = level(term.usual());
            if (level != null) {
                terms.put(term.name(), level);
            }
        }
        return new PathBaseline(path.id(), now, level(path.usual()), terms);
    }

    private static @Nullable Level level(Baseline usual) {
        return usual.isUsable() ? new Level(nanos(usual, MEDIAN), nanos(usual, HIGH), usual.count()) : null;
    }

    private static long nanos(Baseline usual, float quantile) {
        return (long) (usual.quantile(quantile) * NANOS_OF_MILLI);
    }
}
