package dev.insight.diagnosis;

import dev.insight.probe.PathId;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A service that does not stamp cannot be told from the way to it, by calls of one way. Those of another, straight to it
 * say, settle it: where they are slower as well it is the service, and where they are not it is the way.
 */
final class OtherWays {
    /** Who takes this share longer, of what another takes, is no slower than usual by comparison. */
    private static final float NO_SLOWER = 0.5f;

    private static final long SILENCE_MICROS = 60_000_000;

    private OtherWays() {}

    /** The end of a link that does not stamp, behind which no hop does, or null. */
    static @Nullable String darkEnd(Component link) {
        for (String end : link.ends()) {
            if (link.hides().contains(end)) {
                return end;
            }
        }
        return null;
    }

    /**
     * A path that comes to {@code end} without {@code signal}'s link, and whose calls take no longer than usual meanwhile;
     * null if there is none, or too little was seen of it yet. What few calls take says nothing of the others'.
     */
    static @Nullable PathState noSlower(Signal signal, String end, Components components) {
        if (!signal.kind().equals("delay")) {
            return null;
        }
        PathState found = null;
        for (Component way :
                components.linksOver(end, signal.component().paths().get(0))) {
            if (way != signal.component() && isNoSlower(way, signal)) {
                for (PathState path : way.paths()) {
                    boolean isSamePair =
                            signal.component().paths().stream().anyMatch(each -> isSamePair(each.id(), path.id()));
                    if (found == null || isSamePair) {
                        found = path; // that of the same pair leaves least to differ
                    }
                }
            }
        }
        return found;
    }

    /** Whether nothing is known of {@code way} since before {@code signal}: what nobody measures is no evidence. */
    static boolean isSilent(Component way, Signal signal) {
        return way != signal.component() && way.samples().since(signal.sinceMicros() - SILENCE_MICROS) == 0;
    }

    private static boolean isSamePair(PathId id, PathId other) {
        return id.source().equals(other.source()) && id.target().equals(other.target());
    }

    private static boolean isNoSlower(Component way, Signal signal) {
        RecentSamples samples = way.samples();
        float most = samples.medianExcessBound(samples.since(signal.sinceMicros()));
        return way.incident() == null && most < NO_SLOWER * signal.excess();
    }

    /** Whether {@code ways} have nothing in common but where they lead, as a direct route and one through forwarders. */
    static boolean areApart(Collection<Component> ways) {
        return ways.stream().anyMatch(OtherWays::isDirect) && !ways.stream().allMatch(OtherWays::isDirect);
    }

    private static boolean isDirect(Component way) {
        return way.isWholeWay()
                && !way.paths().isEmpty()
                && way.paths().stream().allMatch(PathState::isDirect);
    }
}
