package dev.insight;

import dev.insight.diagnosis.HostLoad;
import dev.insight.diagnosis.PathBaseline;
import dev.insight.diagnosis.Verdict;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.SkipReason;
import dev.insight.probe.Slot;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Writes down what it is told, in order. */
final class RecordingListener implements InsightListener {
    private final Queue<String> events = new ConcurrentLinkedQueue<>();
    private final Queue<Probe> added = new ConcurrentLinkedQueue<>();
    private final Queue<Probe> removed = new ConcurrentLinkedQueue<>();
    private final Queue<ProbeReport> reports = new ConcurrentLinkedQueue<>();
    private final Queue<InsightStatus> statuses = new ConcurrentLinkedQueue<>();
    private final Queue<HostLoad> loads = new ConcurrentLinkedQueue<>();
    private final Queue<Verdict> verdicts = new ConcurrentLinkedQueue<>();
    private final Queue<PathBaseline> baselines = new ConcurrentLinkedQueue<>();

    /** {@code added}, {@code removed}, {@code report} or {@code skipped} and the service. */
    List<String> events() {
        return List.copyOf(events);
    }

    List<ProbeReport> reports() {
        return List.copyOf(reports);
    }

    List<Probe> added() {
        return List.copyOf(added);
    }

    List<Probe> removed() {
        return List.copyOf(removed);
    }

    List<InsightStatus> statuses() {
        return List.copyOf(statuses);
    }

    List<HostLoad> loads() {
        return List.copyOf(loads);
    }

    List<Verdict> verdicts() {
        return List.copyOf(verdicts);
    }

    List<PathBaseline> baselines() {
        return List.copyOf(baselines);
    }

    @Override
    public void onBaseline(PathBaseline baseline) {
        baselines.add(baseline);
    }

    @Override
    public void onLoad(HostLoad load) {
        loads.add(load);
    }

    @Override
    public void onVerdict(Verdict verdict) {
        verdicts.add(verdict);
    }

    @Override
    public void onAdded(Probe probe) {
        added.add(probe);
        write("added", probe.path());
    }

    @Override
    public void onRemoved(Probe probe) {
        removed.add(probe);
        write("removed", probe.path());
    }

    @Override
    public void onReport(ProbeReport report) {
        reports.add(report);
        write("report", report.result().slot().probe().path());
    }

    @Override
    public void onSkipped(Slot slot, SkipReason reason) {
        write("skipped", slot.probe().path());
    }

    @Override
    public void onStatus(InsightStatus status) {
        statuses.add(status);
    }

    private void write(String what, PathId path) {
        events.add(what + " " + path.service());
    }
}
