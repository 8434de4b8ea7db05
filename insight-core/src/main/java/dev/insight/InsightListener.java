package dev.insight;

import dev.insight.probe.Probe;
import dev.insight.probe.SkipReason;
import dev.insight.probe.Slot;

/**
 * Told of everything an {@link Insight} sees, one call at a time on its pipeline thread. What a listener throws is
 * caught and counted, and the others are told all the same; a slow listener delays the others, never the probes.
 */
public interface InsightListener {
    /** {@code probe} is measured from now on. */
    default void onAdded(Probe probe) {}

    /**
     * {@code probe} is measured no more, because it left the targets or the Insight closes: whatever is kept of its path
     * should go. No report of it follows.
     */
    default void onRemoved(Probe probe) {}

    /** A probe has ended. */
    default void onReport(ProbeReport report) {}

    /** {@code slot} was not sent; its latency is censored, for {@code reason}. */
    default void onSkipped(Slot slot, SkipReason reason) {}

    /** Once a second. */
    default void onStatus(InsightStatus status) {}
}
