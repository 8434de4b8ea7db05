package dev.insight.runner.store;

import java.util.List;

/**
 * Single probes of a path that are worth a look. Immutable.
 *
 * @param failures those of every kind that did not end OK, the latest first, a bounded number
 * @param cold the latest cold ones, the latest first
 * @param slowest the slowest good warm ones of the last hour, the slowest first
 */
public record PathPast(List<FailureSnapshot> failures, List<ColdSnapshot> cold, List<SlowProbe> slowest) {
    /** Nothing is told of single probes. */
    static final PathPast NONE = new PathPast(List.of(), List.of(), List.of());

    public PathPast {
        failures = List.copyOf(failures);
        cold = List.copyOf(cold);
        slowest = List.copyOf(slowest);
    }
}
