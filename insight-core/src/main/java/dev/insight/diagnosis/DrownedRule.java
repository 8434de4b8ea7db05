package dev.insight.diagnosis;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls took longer and longer at a hop, and now come back no more: they are late and not lost. Nobody measures calls that
 * run out of time, so that the hop's own signal may never come.
 */
final class DrownedRule {
    private static final Set<Cause> LOST = Set.of(Cause.LINK_DOWN, Cause.HOP_DOWN, Cause.LINK_DEGRADED);
    /** So many calls in a row that came back before. */
    private static final int LATEST = 4;
    /** What calls took longer that soon take too long, as a share of how long they may take. */
    private static final float LEAST_SHARE = 0.1f;

    private static final double MILLI = 1e6;

    private DrownedRule() {}

    /** What the hop does in which the calls drown that {@code finding} takes for lost; null if there is none. */
    static @Nullable Signal check(Finding finding, Components components) {
        if (!LOST.contains(finding.cause())) {
            return null;
        }
        Signal worst = null;
        for (Component hop : components.all()) {
            boolean isCrossed = hop.kind() == Component.Kind.HOP
                    && finding.paths().stream().allMatch(path -> path.hops().contains(hop.name()));
            if (isCrossed && hop.incident() == null && hop.shift().isAlarm() && isDrowning(hop, finding)) {
                Signal signal = signal(hop);
                worst = worst == null || signal.excess() > worst.excess() ? signal : worst;
            }
        }
        return worst;
    }

    private static boolean isDrowning(Component hop, Finding finding) {
        double longestMillis = 0;
        for (PathState path : finding.paths()) {
            longestMillis = Math.max(longestMillis, path.probe().timeout().toNanos() / MILLI);
        }
        int count = hop.samples().since(hop.shift().leftZeroMicros());
        return count >= LATEST && hop.samples().medianExcess(LATEST) >= LEAST_SHARE * longestMillis;
    }

    private static Signal signal(Component hop) {
        RecentSamples samples = hop.samples();
        long since = hop.shift().leftZeroMicros();
        int count = samples.since(since);
        return new Signal(hop, "delay", since, count, samples.medianExcess(count), samples.medianRatio(count), null);
    }
}
