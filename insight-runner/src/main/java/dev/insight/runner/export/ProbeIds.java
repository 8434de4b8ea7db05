package dev.insight.runner.export;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;

/** What makes ids of probes, which go out as W3C's {@code traceparent}; its spans go nowhere. */
record ProbeIds(TracerProvider tracers) implements OpenTelemetry {
    @Override
    public TracerProvider getTracerProvider() {
        return tracers;
    }

    @Override
    public ContextPropagators getPropagators() {
        return ContextPropagators.noop();
    }
}
