package dev.insight.runner.global;

/**
 * What a path is like now. NaN is unknown. Immutable.
 *
 * @param up whether the latest probe succeeded, of every runner that probes the path
 * @param lastMillis the latest latency, of several the longest
 * @param p50Millis over five minutes, as is all that follows
 * @param loss the share of warm probes that failed, 0 to 1
 * @param probesPerSecond warm probes, of all runners together
 */
public record CellValues(
        boolean up, double lastMillis, double p50Millis, double p99Millis, double loss, double probesPerSecond) {}
