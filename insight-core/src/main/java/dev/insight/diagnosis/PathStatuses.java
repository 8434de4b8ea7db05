package dev.insight.diagnosis;

import dev.insight.diagnosis.PathStatus.State;
import dev.insight.probe.PathId;
import dev.insight.probe.ProbeResult;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells what is known of each path when that changes. Confined to one thread. */
final class PathStatuses {
    /** Fewer than the prober's absence takes to be one, after which time stands still. */
    private static final int STALE_INTERVALS = 4;
    /** How often paths are looked at of which nothing comes. */
    private static final long LOOK_MICROS = 1_000_000;
    /** The latest values of an instance by whose middle a suspicion stands. */
    private static final int LATEST = 6;

    private final Incidents incidents;
    private final Probers probers;
    private final Consumer<PathStatus> statuses;
    private final Map<PathId, PathStatus> told = new HashMap<>();
    private final RolePeers peers = new RolePeers();
    private long lookedMicros = Long.MIN_VALUE;

    PathStatuses(Incidents incidents, Probers probers, Consumer<PathStatus> statuses) {
        this.incidents = incidents;
        this.probers = probers;
        this.statuses = statuses;
    }

    /** Time has come to {@code now}. */
    void advance(Collection<PathState> paths, long now) {
        if (lookedMicros == Long.MIN_VALUE || now - lookedMicros >= LOOK_MICROS) {
            lookedMicros = now;
            peers.compare(paths);
            for (PathState path : paths) {
                look(path, now);
            }
        }
    }

    /** A call of {@code path} came back. */
    void take(PathState path, ProbeResult result, long now) {
        peers.take(result);
        look(path, now);
    }

    /** Looks at {@code path} and tells what has changed. */
    private void look(PathState path, long now) {
        PathStatus before = told.get(path.id());
        PathStatus after = status(path, now);
        if (before == null || !after.saysSameAs(before)) {
            told.put(path.id(), after);
            statuses.accept(after);
        }
    }

    void forget(PathState path) {
        told.remove(path.id());
    }

    private PathStatus status(PathState path, long now) {
        State state = State.OK;
        String suspect = null;
        RolePeers.Hint hint = null;
        if (incidents.touch(path)) {
            state = State.INCIDENT;
        } else if (now - path.usedMicros(now) > STALE_INTERVALS * path.intervalMicros()) {
            state = State.INSUFFICIENT_DATA;
        } else if (path.isLearning()) {
            state = State.LEARNING;
            hint = peers.of(path);
        } else {
            suspect = suspect(path, probers.in(path.id().source()), now);
            state = suspect == null ? State.OK : State.WATCHING;
            hint = suspect == null ? peers.of(path) : null;
        }
        return hint == null
                ? new PathStatus(path.id(), now, state, suspect, null)
                : new PathStatus(path.id(), now, state, hint.hop(), hint.words());
    }

    /** What on the path is half-way to an alarm, the nearest to the prober first; null if nothing is. */
    private static @Nullable String suspect(PathState path, @Nullable ProberState prober, long now) {
        if (prober != null && prober.pauses().isSuspicious()) {
            return prober.name();
        }
        for (PathTerm term : path.terms()) {
            Component component = term.component();
            if (component.isSuspect(now) || component.failures().isSuspicious() || hasSuspectInstance(component)) {
                return component.name();
            }
        }
        return path.failures().isSuspicious() ? path.id().service() : null;
    }

    private static boolean hasSuspectInstance(Component component) {
        for (Instance instance : component.instances()) {
            if (instance.shift().isSuspicious() && instance.samples().medianRatio(LATEST) >= 0.5f) {
                return true;
            }
        }
        return false;
    }
}
