package dev.insight.grpc;

import dev.insight.hop.HopStamp;
import dev.insight.probe.Outcome;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.Slot;
import io.grpc.Metadata;
import io.grpc.Status;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Makes each probe a client span of its own trace, with an event for each hop that stamped. Only this and
 * its door, {@link OpenTelemetryProbes}, know OpenTelemetry, which is an optional dependency: nothing else may name it,
 * or it would be needed by all.
 */
final class OpenTelemetryTracing implements ProbeTracing {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final AtomicBoolean FAULT_LOGGED = new AtomicBoolean();

    private final Tracer tracer;
    private final TextMapPropagator propagator;

    private OpenTelemetryTracing(OpenTelemetry openTelemetry) {
        tracer = openTelemetry.getTracer("dev.insight.grpc");
        TextMapPropagator configured = openTelemetry.getPropagators().getTextMapPropagator();
        propagator = configured.fields().isEmpty() ? W3CTraceContextPropagator.getInstance() : configured;
    }

    static ProbeTracing of(OpenTelemetry openTelemetry) {
        return new OpenTelemetryTracing(openTelemetry);
    }

    @Override
    public Trace start(Slot slot, Metadata headers) {
        try {
            Span span = span(slot);
            propagator.inject(Context.root().with(span), headers, OpenTelemetryTracing::put);
            return result -> end(span, result);
        } catch (RuntimeException e) {
            log(e);
            return result -> result;
        }
    }

    /** A tracer that fails costs the trace, never the probe. */
    private static void log(RuntimeException fault) {
        System.Logger.Level level =
                FAULT_LOGGED.compareAndSet(false, true) ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG;
        GrpcProbeTransport.LOG.log(level, "A probe could not be traced", fault);
    }

    private Span span(Slot slot) {
        Probe probe = slot.probe();
        PathId path = probe.path();
        String method = slot.method().fullName();
        int slash = method.indexOf('/');
        AttributesBuilder more = Attributes.builder();
        if (slot.stop() != null) {
            more.put("insight.stop", slot.stop());
        }
        return tracer.spanBuilder(method)
                .setNoParent()
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("rpc.system", "grpc")
                .setAttribute("rpc.service", method.substring(0, slash))
                .setAttribute("rpc.method", method.substring(slash + 1))
                .setAttribute("server.address", probe.target().address())
                .setAttribute("insight.source", path.source())
                .setAttribute("insight.target", path.target())
                .setAttribute("insight.route", path.route())
                .setAttribute("insight.service", path.service())
                .setAttribute("insight.kind", slot.kind().name().toLowerCase(Locale.ROOT))
                .setAllAttributes(more.build())
                .startSpan();
    }

    private static ProbeResult end(Span span, ProbeResult result) {
        try {
            describe(span, result);
            span.end();
        } catch (RuntimeException e) {
            log(e);
        }
        SpanContext context = span.getSpanContext();
        return context.isValid()
                ? result.toBuilder()
                        .trace(context.getTraceId(), context.getSpanId())
                        .build()
                : result;
    }

    private static void describe(Span span, ProbeResult result) {
        Outcome outcome = result.outcome();
        span.setAttribute(
                "rpc.grpc.status_code", Status.Code.valueOf(outcome.code()).value());
        span.setAttribute("insight.phase", outcome.phase().label());
        if (result.peer() != null) {
            span.setAttribute("network.peer.address", result.peer());
        }
        if (!outcome.isOk()) {
            span.setStatus(StatusCode.ERROR, outcome.message() == null ? outcome.code() : outcome.message());
        }
        result.path().stamps().forEach(stamp -> span.addEvent("insight.hop", terms(stamp)));
    }

    private static Attributes terms(HopStamp stamp) {
        AttributesBuilder terms = Attributes.builder().put("insight.hop.name", stamp.name());
        if (stamp.node() != null) {
            terms.put("insight.hop.node", stamp.node());
        }
        put(terms, "insight.hop.total_ms", stamp.totalNanos());
        put(terms, "insight.hop.upstream_ms", stamp.upstreamNanos());
        put(terms, "insight.hop.queue_ms", stamp.queueNanos());
        if (stamp.totalNanos() >= 0) {
            put(terms, "insight.hop.self_ms", stamp.totalNanos() - Math.max(0, stamp.upstreamNanos()));
        }
        return terms.build();
    }

    private static void put(AttributesBuilder terms, String name, long nanos) {
        if (nanos >= 0) {
            terms.put(name, nanos / NANOS_PER_MILLI);
        }
    }

    private static void put(@Nullable Metadata headers, String key, String value) {
        if (headers != null) {
            headers.put(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER), value);
        }
    }
}
