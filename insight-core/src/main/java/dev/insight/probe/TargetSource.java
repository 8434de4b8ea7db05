package dev.insight.probe;

import java.time.Duration;
import java.util.List;

/**
 * Says what is to be probed now. Asked every second on a thread of the prober's own; it answers from memory and does
 * its input and output elsewhere. What it throws is caught, and the last good answer stays.
 */
@FunctionalInterface
public interface TargetSource {
    /** The probes wanted now; no two of the same path. */
    List<Probe> probes();

    /** How old the answer is; zero where it cannot be stale. */
    default Duration age() {
        return Duration.ZERO;
    }

    /** A source that never changes. */
    static TargetSource of(Probe... probes) {
        List<Probe> fixed = List.of(probes);
        return () -> fixed;
    }
}
