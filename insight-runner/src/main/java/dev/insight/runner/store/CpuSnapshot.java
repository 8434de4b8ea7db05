package dev.insight.runner.store;

import org.jspecify.annotations.Nullable;

/**
 * How busy a host was. Immutable.
 *
 * @param node the instance on it, or null where the reading does not say
 * @param epochMicros when, by the wall's clock
 * @param cpu the share of its processors in use, 0 to 1
 */
public record CpuSnapshot(@Nullable String node, long epochMicros, double cpu) {}
