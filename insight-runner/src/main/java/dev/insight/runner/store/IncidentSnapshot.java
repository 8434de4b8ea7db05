package dev.insight.runner.store;

import dev.insight.diagnosis.Verdict;

/**
 * What is known of one incident now. Immutable.
 *
 * @param latest what diagnosis said of it last
 * @param openedEpochMicros when it was first told of
 * @param closedEpochMicros when it was told to be over; {@code HopStamp.ABSENT} while it is open
 */
public record IncidentSnapshot(Verdict latest, long openedEpochMicros, long closedEpochMicros) {
    public boolean isOpen() {
        return closedEpochMicros < 0;
    }
}
