package dev.insight.runner.blackbox;

import dev.insight.hop.Ticker;

/**
 * One probe under way.
 *
 * @param target as it was asked for
 */
record ProbeRun(
        String target, ProbeLog log, ProbeMetrics metrics, Deadline deadline, NameLookups lookups, Ticker ticker) {
    double secondsSince(long nanos) {
        return (ticker.nanos() - nanos) / 1e9;
    }
}
