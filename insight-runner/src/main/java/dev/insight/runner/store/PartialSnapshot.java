package dev.insight.runner.store;

import dev.insight.probe.Outcome;

/**
 * What partial-path probes that stop at one hop found. Immutable.
 *
 * @param probes how many ended since the path came
 * @param failures how many of them did not end OK
 * @param lastEpochMicros intended start of the latest, by the wall's clock
 * @param lastOutcome how the latest ended
 * @param latency of those that ended OK
 */
public record PartialSnapshot(
        long probes, long failures, long lastEpochMicros, Outcome lastOutcome, Quantiles latency) {}
