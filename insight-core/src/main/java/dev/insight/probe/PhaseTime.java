package dev.insight.probe;

/**
 * How long one phase of a cold probe took. Immutable.
 *
 * @param phase which
 * @param nanos from its beginning to its end; only phases that succeeded are reported
 */
public record PhaseTime(Phase phase, long nanos) {}
