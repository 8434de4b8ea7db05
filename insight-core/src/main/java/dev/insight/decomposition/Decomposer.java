package dev.insight.decomposition;

import dev.insight.hop.HopPath;
import java.util.List;

/** Splits end-to-end times. Pure. */
public final class Decomposer {
    private Decomposer() {}

    /**
     * Splits one call.
     *
     * @param caller the caller's name in the first link, such as {@code prober-eu}
     * @param latencyNanos the caller's own {@code u(0)}, or {@code HopStamp.ABSENT}
     * @param path the stamps that came back
     * @param expected the route's hops from the caller outward; empty when unknown, then the stamps' own names serve
     */
    public static Decomposition decompose(String caller, long latencyNanos, HopPath path, List<String> expected) {
        throw new UnsupportedOperationException(caller + latencyNanos + path + expected);
    }
}
