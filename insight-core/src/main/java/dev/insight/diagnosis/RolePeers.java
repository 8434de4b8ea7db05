package dev.insight.diagnosis;

import dev.insight.hop.HopStamp;
import dev.insight.probe.ProbeResult;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds hops of which little is known against others of their role: a fault older than this process is in every baseline
 * from the start. What comes of it is a hint and no incident, for hops may differ for good. Confined to one thread.
 */
final class RolePeers {
    /** Values of which a median means something. */
    private static final int LEAST_VALUES = 5;
    /** Values from which a hop is held against itself alone: five minutes of one in five seconds. */
    private static final int YOUNG_VALUES = 60;

    private static final int LEAST_PEERS = 2;
    private static final float TIMES = 5;
    /** More hops than that are made up by a peer. */
    private static final int MOST_HOPS = 10_000;

    private final Map<String, String> roles = new HashMap<>();
    private final Map<String, Map<String, Float>> medians = new HashMap<>();

    /** @param words for a person to read */
    record Hint(String hop, String words) {}

    /** Takes note of the roles that hops say they have. */
    void take(ProbeResult result) {
        for (HopStamp stamp : result.path().stamps()) {
            String role = stamp.role();
            if (role != null && (roles.size() < MOST_HOPS || roles.containsKey(stamp.name()))) {
                roles.put(stamp.name(), role);
            }
        }
    }

    /** Takes note of what the hops of {@code paths} take now, if there is one of which little is known. */
    void compare(Collection<PathState> paths) {
        medians.clear();
        if (paths.stream().noneMatch(RolePeers::isYoung)) {
            return;
        }
        for (PathState path : paths) {
            for (PathTerm term : path.terms()) {
                String role = role(term);
                if (role != null && term.usual().count() >= LEAST_VALUES) {
                    medians.computeIfAbsent(role, key -> new HashMap<>())
                            .merge(term.component().name(), term.usual().median(), Math::max);
                }
            }
        }
    }

    /** What is to be said of a hop of {@code path} that takes far longer than others of its role; null if nothing is. */
    @Nullable
    Hint of(PathState path) {
        for (PathTerm term : path.terms()) {
            String role = medians.isEmpty() ? null : role(term);
            int count = term.usual().count();
            if (role != null && count >= LEAST_VALUES && count < YOUNG_VALUES) {
                float usual = usual(role, term.component().name());
                float own = term.usual().median();
                if (own > TIMES * usual && own - usual > term.gate()) {
                    String hop = term.component().name();
                    return new Hint(
                            hop,
                            String.format(Locale.ROOT, "%s takes %.1f ms, others of its role %.1f", hop, own, usual));
                }
            }
        }
        return null;
    }

    private static boolean isYoung(PathState path) {
        return path.terms().stream().anyMatch(term -> term.usual().count() < YOUNG_VALUES);
    }

    /** The role of a hop that forwards; null of links, and of services, which differ by what they do. */
    private @Nullable String role(PathTerm term) {
        return term.component().kind() == Component.Kind.HOP
                ? roles.get(term.component().name())
                : null;
    }

    /** What the middle one of the other hops of {@code role} takes; infinite if there are too few. */
    private float usual(String role, String hop) {
        Map<String, Float> all = medians.getOrDefault(role, Map.of());
        float[] others = new float[all.size()];
        int count = 0;
        for (Map.Entry<String, Float> each : all.entrySet()) {
            if (!each.getKey().equals(hop)) {
                others[count++] = each.getValue();
            }
        }
        Arrays.sort(others, 0, count);
        return count < LEAST_PEERS ? Float.POSITIVE_INFINITY : others[count / 2];
    }
}
