package dev.insight.runner.replay;

import dev.insight.ProbeReport;
import dev.insight.diagnosis.HostLoad;
import dev.insight.probe.Probe;

/** Is told what a recording holds, in the recording's order and on the thread that reads it. */
public interface RecordSink {
    /** A path is measured from now on. */
    void added(Probe probe);

    /** A path is measured no more: the recording announced it anew, with other hops or another interval. */
    void removed(Probe probe);

    /** A warm or partial-path probe of a path that was added has ended. */
    void report(ProbeReport report);

    /** A host's load was read. */
    void load(HostLoad load);
}
