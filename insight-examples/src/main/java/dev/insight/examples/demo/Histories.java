package dev.insight.examples.demo;

import dev.insight.InsightListener;
import dev.insight.ProbeReport;
import dev.insight.runner.view.TraceHistory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The history of each path since the demo began. Thread-safe. */
final class Histories implements InsightListener {
    private final LongSupplier elapsedNanos;
    private final Map<String, TraceHistory> byPath = new ConcurrentHashMap<>();

    Histories(LongSupplier elapsedNanos) {
        this.elapsedNanos = elapsedNanos;
    }

    @Override
    public void onReport(ProbeReport report) {
        byPath.computeIfAbsent(report.result().slot().probe().path().toString(), path -> new TraceHistory())
                .add(elapsedNanos.getAsLong(), report);
    }

    /** By a path's id; grows as reports come. */
    Map<String, TraceHistory> byPath() {
        return byPath;
    }
}
