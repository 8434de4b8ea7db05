package dev.insight.benchmarks.diagnosis;

import org.jspecify.annotations.Nullable;

/**
 * One change of the simulated world, for a time. Immutable; times are seconds since the scenario's start.
 *
 * @param effect what it does
 * @param where the hop, the link as {@code a>b} in the direction that suffers, or the prober
 * @param bothWays whether the link's other direction suffers too
 * @param node the one instance it does it to, or null for all
 * @param millis its size
 * @param share its size where that is a share, a probability or a load
 * @param flagged for a prober's pauses, the share that the prober notices; for an overload, the share of its queue that
 *     shows on adjacent links
 * @param code what failed calls end with
 * @param from when it begins
 * @param to when it is over
 * @param rampSeconds how long it takes to reach its size
 * @param flapSeconds how long it stays on and then off, or 0 if it does not flap
 */
record Fault(
        Effect effect,
        String where,
        boolean bothWays,
        @Nullable String node,
        double millis,
        double share,
        double flagged,
        String code,
        double from,
        double to,
        double rampSeconds,
        double flapSeconds) {
    static Fault of(Effect effect, String where, double from, double to) {
        return new Fault(effect, where, false, null, 0, 1, 0, "UNAVAILABLE", from, to, 0, 0);
    }

    Fault millis(double value) {
        return new Fault(
                effect, where, bothWays, node, value, share, flagged, code, from, to, rampSeconds, flapSeconds);
    }

    Fault share(double value) {
        return new Fault(
                effect, where, bothWays, node, millis, value, flagged, code, from, to, rampSeconds, flapSeconds);
    }

    Fault flagged(double value) {
        return new Fault(effect, where, bothWays, node, millis, share, value, code, from, to, rampSeconds, flapSeconds);
    }

    Fault code(String value) {
        return new Fault(
                effect, where, bothWays, node, millis, share, flagged, value, from, to, rampSeconds, flapSeconds);
    }

    Fault node(String value) {
        return new Fault(
                effect, where, bothWays, value, millis, share, flagged, code, from, to, rampSeconds, flapSeconds);
    }

    Fault bothWays(boolean value) {
        return new Fault(effect, where, value, node, millis, share, flagged, code, from, to, rampSeconds, flapSeconds);
    }

    Fault ramp(double seconds) {
        return new Fault(effect, where, bothWays, node, millis, share, flagged, code, from, to, seconds, flapSeconds);
    }

    Fault flap(double seconds) {
        return new Fault(effect, where, bothWays, node, millis, share, flagged, code, from, to, rampSeconds, seconds);
    }

    /** How far it is on at a time, 0 to 1. */
    double strength(double t) {
        if (t < from || t >= to || (flapSeconds > 0 && (long) ((t - from) / flapSeconds) % 2 == 1)) {
            return 0;
        }
        return rampSeconds > 0 ? Math.min(1, (t - from) / rampSeconds) : 1;
    }

    boolean hits(Effect what, String hop, String instance) {
        return effect == what && where.equals(hop) && (node == null || node.equals(instance));
    }

    /** Whether calls from {@code a} to {@code b} suffer. */
    boolean onLink(Effect what, String forward, String backward) {
        return effect == what && (where.equals(forward) || (bothWays && where.equals(backward)));
    }
}
