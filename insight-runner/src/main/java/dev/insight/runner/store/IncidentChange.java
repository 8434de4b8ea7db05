package dev.insight.runner.store;

import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Verdict;

/**
 * What was said of an incident at one time, in short. Immutable.
 *
 * @param epochMicros when
 * @param state whether it began, went on or ended
 * @param cause what was wrong, as it seemed then
 * @param component where
 * @param confidence how sure, 0 to 1
 * @param evidence why, in words
 */
public record IncidentChange(
        long epochMicros, Verdict.State state, Cause cause, String component, double confidence, String evidence) {
    /** What {@code verdict} says, in short. */
    public static IncidentChange of(Verdict verdict) {
        return new IncidentChange(
                verdict.epochMicros(),
                verdict.state(),
                verdict.cause(),
                verdict.component(),
                verdict.confidence(),
                verdict.evidence().sentence());
    }
}
