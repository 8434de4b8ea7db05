package dev.insight.runner.export;

import io.opentelemetry.sdk.trace.IdGenerator;
import org.jspecify.annotations.Nullable;

/** Names the next span as its probe went out under, and others at random. Used by one thread at a time. */
final class GivenIds implements IdGenerator {
    private final IdGenerator random = IdGenerator.random();
    private @Nullable String traceId;
    private @Nullable String spanId;

    void next(String newTraceId, String newSpanId) {
        traceId = newTraceId;
        spanId = newSpanId;
    }

    @Override
    public String generateTraceId() {
        String given = traceId;
        traceId = null;
        return given == null ? random.generateTraceId() : given;
    }

    @Override
    public String generateSpanId() {
        String given = spanId;
        spanId = null;
        return given == null ? random.generateSpanId() : given;
    }
}
