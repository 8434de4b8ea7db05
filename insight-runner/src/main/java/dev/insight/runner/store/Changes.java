package dev.insight.runner.store;

import dev.insight.probe.PathId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the changes of a store, so that who has seen it up to one of them can be told the rest. Thread-safe.
 *
 * <p>What changes takes its number after it has changed, within the lock under which it is read: who reads {@link #latest()} first
 * and then what changed since some earlier number misses nothing, and may see what comes after it as well.
 */
final class Changes {
    /** How many removed paths and incidents are remembered. */
    private static final int MOST = 1_000;

    private final AtomicLong latest = new AtomicLong();
    private final Deque<Removed> removed = new ArrayDeque<>();
    private final Map<String, Long> incidents = new LinkedHashMap<>();
    private long forgotten;

    /** One path that left. */
    private record Removed(long number, PathId path) {}

    long next() {
        return latest.incrementAndGet();
    }

    /** The number of the latest change. */
    long latest() {
        return latest.get();
    }

    synchronized void remove(PathId path) {
        removed.addLast(new Removed(next(), path));
        if (removed.size() > MOST) {
            forgotten = removed.removeFirst().number();
        }
    }

    synchronized void incident(String id) {
        incidents.remove(id);
        incidents.put(id, next());
        if (incidents.size() > MOST) {
            incidents.remove(incidents.keySet().iterator().next());
        }
    }

    /** The paths that left after the change {@code since}, or null if those are not all remembered. */
    synchronized @Nullable Set<PathId> removedSince(long since) {
        if (since < forgotten) {
            return null;
        }
        Set<PathId> paths = new LinkedHashSet<>();
        for (Removed each : removed) {
            if (each.number() > since) {
                paths.add(each.path());
            }
        }
        return paths;
    }

    /** Whether the incident changed after the change {@code since}. */
    synchronized boolean isIncidentNewer(String id, long since) {
        return incidents.getOrDefault(id, 0L) > since;
    }
}
