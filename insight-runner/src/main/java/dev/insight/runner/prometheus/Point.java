package dev.insight.runner.prometheus;

/**
 * One value of a series. Immutable.
 *
 * @param seconds the moment, since the epoch
 * @param value a number, perhaps an infinite one
 */
public record Point(double seconds, double value) {}
