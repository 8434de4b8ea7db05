package dev.insight.runner;

import dev.insight.InsightListener;
import dev.insight.ProbeReport;
import java.util.concurrent.atomic.AtomicBoolean;

/** Notes that probes are being sent. */
record FirstProbe(AtomicBoolean seen) implements InsightListener {
    @Override
    public void onReport(ProbeReport report) {
        seen.set(true);
    }
}
