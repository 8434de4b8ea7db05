package dev.insight.runner.export;

import dev.insight.InsightListener;
import dev.insight.ProbeReport;
import java.util.function.Predicate;

/** Passes everything on, and says meanwhile whose report is being told, if a trace of it is to be had. */
public final class TracedListener extends ForwardingListener {
    private final Predicate<ProbeReport> traced;

    /** {@code traced} holds for reports whose trace can be looked up. */
    public TracedListener(InsightListener next, Predicate<ProbeReport> traced) {
        super(next);
        this.traced = traced;
    }

    @Override
    public void onReport(ProbeReport report) {
        if (!traced.test(report)) {
            super.onReport(report);
            return;
        }
        CurrentTrace.set(report.result());
        try {
            super.onReport(report);
        } finally {
            CurrentTrace.clear();
        }
    }
}
