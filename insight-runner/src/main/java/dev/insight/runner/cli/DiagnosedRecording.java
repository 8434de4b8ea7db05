package dev.insight.runner.cli;

import dev.insight.ProbeReport;
import dev.insight.diagnosis.Diagnoser;
import dev.insight.diagnosis.HostLoad;
import dev.insight.probe.Probe;
import dev.insight.runner.replay.RecordSink;

/** Tells a diagnoser what a recording holds. */
record DiagnosedRecording(Diagnoser diagnoser) implements RecordSink {
    @Override
    public void added(Probe probe) {
        diagnoser.added(probe);
    }

    @Override
    public void removed(Probe probe) {
        diagnoser.removed(probe);
    }

    @Override
    public void report(ProbeReport report) {
        diagnoser.observe(report.result(), report.decomposition());
    }

    @Override
    public void load(HostLoad load) {
        diagnoser.observe(load);
    }
}
