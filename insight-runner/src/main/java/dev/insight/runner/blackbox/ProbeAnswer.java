package dev.insight.runner.blackbox;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * What a probe found. Immutable.
 *
 * @param success whether the target is well
 * @param metrics what was measured
 * @param log what was done, a line each, without what was sent
 */
public record ProbeAnswer(boolean success, MetricSnapshots metrics, String log) {}
