package dev.insight.runner.metrics;

import dev.insight.probe.ProbeResult;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Labels;
import org.jspecify.annotations.Nullable;

/**
 * The trace of the probe whose report this thread is telling. The meters are Micrometer's and have no place for a trace
 * beside a value, so it travels beside them.
 */
final class CurrentTrace {
    private static final ThreadLocal<@Nullable ProbeResult> RESULT = new ThreadLocal<>();

    private CurrentTrace() {}

    static void set(ProbeResult result) {
        RESULT.set(result);
    }

    static void clear() {
        RESULT.remove();
    }

    /** The labels of an exemplar, or null where nothing is traced. */
    static @Nullable Labels labels() {
        ProbeResult result = RESULT.get();
        String traceId = result == null ? null : result.traceId();
        if (result == null || traceId == null) {
            return null;
        }
        String spanId = result.spanId();
        return spanId == null
                ? Labels.of(Exemplar.TRACE_ID, traceId)
                : Labels.of(Exemplar.TRACE_ID, traceId, Exemplar.SPAN_ID, spanId);
    }
}
