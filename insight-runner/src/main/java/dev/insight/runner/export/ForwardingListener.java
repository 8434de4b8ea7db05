package dev.insight.runner.export;

import dev.insight.InsightListener;
import dev.insight.InsightStatus;
import dev.insight.ProbeReport;
import dev.insight.diagnosis.HostLoad;
import dev.insight.diagnosis.PathBaseline;
import dev.insight.diagnosis.PathStatus;
import dev.insight.diagnosis.Verdict;
import dev.insight.probe.Probe;
import dev.insight.probe.SkipReason;
import dev.insight.probe.Slot;

/** Passes everything on. */
abstract class ForwardingListener implements InsightListener {
    private final InsightListener next;

    ForwardingListener(InsightListener next) {
        this.next = next;
    }

    @Override
    public void onReport(ProbeReport report) {
        next.onReport(report);
    }

    @Override
    public void onAdded(Probe probe) {
        next.onAdded(probe);
    }

    @Override
    public void onRemoved(Probe probe) {
        next.onRemoved(probe);
    }

    @Override
    public void onSkipped(Slot slot, SkipReason reason) {
        next.onSkipped(slot, reason);
    }

    @Override
    public void onLoad(HostLoad load) {
        next.onLoad(load);
    }

    @Override
    public void onVerdict(Verdict verdict) {
        next.onVerdict(verdict);
    }

    @Override
    public void onPathStatus(PathStatus status) {
        next.onPathStatus(status);
    }

    @Override
    public void onBaseline(PathBaseline baseline) {
        next.onBaseline(baseline);
    }

    @Override
    public void onStatus(InsightStatus status) {
        next.onStatus(status);
    }
}
