package dev.insight.runner.store;

import dev.insight.probe.Outcome;
import dev.insight.probe.PhaseTime;
import java.util.List;

/**
 * The latest cold probe. Immutable.
 *
 * @param intendedEpochMicros when it should have started, by the wall's clock
 * @param outcome how it ended
 * @param phases the phases that succeeded, in order
 */
public record ColdSnapshot(long intendedEpochMicros, Outcome outcome, List<PhaseTime> phases) {
    public ColdSnapshot {
        phases = List.copyOf(phases);
    }
}
