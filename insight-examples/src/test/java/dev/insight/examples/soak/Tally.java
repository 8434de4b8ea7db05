package dev.insight.examples.soak;

import dev.insight.InsightListener;
import dev.insight.ProbeReport;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.SkipReason;
import dev.insight.probe.Slot;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what an Insight tells of its warm probes. */
final class Tally implements InsightListener {
    final LongAdder ok = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder skipped = new LongAdder();
    final LongAdder tainted = new LongAdder();
    final Map<String, LongAdder> codes = new ConcurrentHashMap<>();
    private final Set<PathId> answered = ConcurrentHashMap.newKeySet();

    @Override
    public void onRemoved(Probe probe) {
        answered.remove(probe.path());
    }

    @Override
    public void onReport(ProbeReport report) {
        Slot slot = report.result().slot();
        if (slot.kind() != ProbeKind.WARM) {
            return;
        }
        if (report.result().tainted()) {
            tainted.increment();
        }
        if (report.result().outcome().isOk()) {
            ok.increment();
            answered.add(slot.probe().path());
        } else {
            failed.increment();
            codes.computeIfAbsent(report.result().outcome().code(), code -> new LongAdder())
                    .increment();
        }
    }

    @Override
    public void onSkipped(Slot slot, SkipReason reason) {
        if (slot.kind() == ProbeKind.WARM) {
            skipped.increment();
        }
    }

    /** Forgets which paths have answered. */
    void forgetAnswers() {
        answered.clear();
    }

    /** How many paths have answered OK since they were last forgotten. */
    int answered() {
        return answered.size();
    }
}
