package dev.insight.runner.export;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;

/** What makes ids of probes, which go out as W3C's {@code traceparent}; its spans go nowhere. */
record ProbeIds(SdkTracerProvider tracers) implements OpenTelemetry, AutoCloseable {
    /** Ids that say, for those that {@code sampler} picks, that they are traced. */
    static ProbeIds of(Sampler sampler) {
        return new ProbeIds(SdkTracerProvider.builder()
                .setSampler(sampler)
                .addSpanProcessor(new Nowhere())
                .build());
    }

    @Override
    public TracerProvider getTracerProvider() {
        return tracers;
    }

    @Override
    public ContextPropagators getPropagators() {
        return ContextPropagators.noop();
    }

    @Override
    public void close() {
        tracers.close();
    }

    /** Without a processor the SDK would make no ids either. */
    private static final class Nowhere implements SpanProcessor {
        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {}

        @Override
        public boolean isEndRequired() {
            return false;
        }
    }
}
