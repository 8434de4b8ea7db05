package dev.insight;

import dev.insight.diagnosis.HostLoad;
import dev.insight.probe.Probe;
import dev.insight.probe.SkipReason;
import dev.insight.probe.Slot;

/**
 * Told of everything an {@link Insight} sees in the order of intended starts, and of everything a recording holds in the
 * recording's order: who says the same of the same, says the same live and replayed. Live it is told one call at a time on
 * the pipeline thread, some seconds late, for a probe that started earlier may end later. What it throws is caught and
 * counted.
 */
public interface OrderedListener {
    /** {@code probe} is measured from now on. */
    void added(Probe probe);

    /** {@code probe} is measured no more since {@code epochMicros}; no report of it follows. */
    void removed(Probe probe, long epochMicros);

    /** A probe has ended, of a path that was added. */
    void report(ProbeReport report);

    /** {@code slot} was not sent, for {@code reason}. */
    default void skipped(Slot slot, SkipReason reason) {}

    /** A host's load was read. */
    void load(HostLoad load);

    /** Time has come to {@code epochMicros}, a whole second: all that began before has been told. Not of recordings. */
    default void passed(long epochMicros) {}
}
