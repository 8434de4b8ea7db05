package dev.insight.runner.metrics;

import dev.insight.InsightListener;
import dev.insight.InsightStatus;
import dev.insight.ProbeReport;
import dev.insight.diagnosis.HostLoad;
import dev.insight.diagnosis.PathStatus;
import dev.insight.diagnosis.Verdict;
import dev.insight.probe.Probe;
import dev.insight.probe.SkipReason;
import dev.insight.probe.Slot;

/** Passes everything on, and says whose report is being told meanwhile. */
final class TracedListener implements InsightListener {
    private final InsightListener next;

    TracedListener(InsightListener next) {
        this.next = next;
    }

    @Override
    public void onReport(ProbeReport report) {
        CurrentTrace.set(report.result());
        try {
            next.onReport(report);
        } finally {
            CurrentTrace.clear();
        }
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
    public void onStatus(InsightStatus status) {
        next.onStatus(status);
    }
}
