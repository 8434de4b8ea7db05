package dev.insight;

import dev.insight.diagnosis.HostLoad;
import dev.insight.diagnosis.PathBaseline;
import dev.insight.diagnosis.PathStatus;
import dev.insight.diagnosis.Verdict;
import dev.insight.probe.Probe;
import dev.insight.probe.SkipReason;
import dev.insight.probe.Slot;

/**
 * Told of everything an {@link Insight} sees, one call at a time on its pipeline thread. What a listener throws is
 * caught and counted, and the others are told all the same; a slow listener delays the others, never the probes.
 */
public interface InsightListener {
    /**
     * {@code probe} is measured from now on. When nothing changes but how its target is reached, its address say, that is
     * told by the reports alone.
     */
    default void onAdded(Probe probe) {}

    /**
     * {@code probe}, as it was added, is measured no more, because it left the targets or the Insight closes: whatever is kept of its path
     * should go. No report of it follows.
     */
    default void onRemoved(Probe probe) {}

    /** A probe has ended. */
    default void onReport(ProbeReport report) {}

    /** {@code slot} was not sent; its latency is censored, for {@code reason}. */
    default void onSkipped(Slot slot, SkipReason reason) {}

    /** A host's load was read, as the load source said; of one that is not read anew for a minute, it is unknown. */
    default void onLoad(HostLoad load) {}

    /**
     * Diagnosis says that an incident begins, goes on or ends. It rests on reports up to its own time, which is seconds ago:
     * one that started earlier may end later, and diagnosis takes them in the order of their starts. The incidents of a path
     * that leaves end soon after; all end with the {@link Insight}.
     */
    default void onVerdict(Verdict verdict) {}

    /**
     * What diagnosis knows of a path has changed, and of each path soon after it is added. It is as old as verdicts are; of a
     * path that was removed none comes.
     */
    default void onPathStatus(PathStatus status) {}

    /**
     * What a path usually takes, about every ten seconds, and as soon as more of it is known: what is measured now can be held
     * against it. It is as old as verdicts are; of a path that was removed none comes.
     */
    default void onBaseline(PathBaseline baseline) {}

    /** Once a second. */
    default void onStatus(InsightStatus status) {}
}
