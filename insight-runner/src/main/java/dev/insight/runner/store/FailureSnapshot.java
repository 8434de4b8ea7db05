package dev.insight.runner.store;

import dev.insight.probe.Outcome;
import dev.insight.probe.ProbeKind;
import org.jspecify.annotations.Nullable;

/**
 * A probe that did not end OK. Immutable.
 *
 * @param intendedEpochMicros when it should have started, by the wall's clock
 * @param kind in which way it probed
 * @param stop the hop that should have answered a partial-path probe; null for other kinds
 * @param outcome how it ended
 * @param tainted whether this process stood still meanwhile, so that the failure accuses nobody
 */
public record FailureSnapshot(
        long intendedEpochMicros, ProbeKind kind, @Nullable String stop, Outcome outcome, boolean tainted) {}
