package dev.insight.runner.export;

import static dev.insight.hop.HopStamp.ABSENT;

import dev.insight.ProbeReport;
import dev.insight.decomposition.Term;
import dev.insight.hop.HopStamp;
import dev.insight.hop.Ticker;
import dev.insight.probe.Outcome;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import io.grpc.Status;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Makes spans of a report: one of the call, under the ids that went out with it, and below it one of each part of its
 * latency. How long each part took is measured, when it began is not, since a link's time is that of both ways: parts lie end to
 * end from the prober outward, and add up to the call. Used by one thread at a time.
 */
final class ProbeSpans implements AutoCloseable {
    private static final String OTHER = "other";
    private static final double NANOS_PER_MILLI = 1e6;

    private final Ticker ticker;
    private final GivenIds ids = new GivenIds();
    private final Ended ended = new Ended();
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    ProbeSpans(Resource resource, Ticker ticker) {
        this.ticker = ticker;
        provider = SdkTracerProvider.builder()
                .setResource(resource)
                .setIdGenerator(ids)
                .addSpanProcessor(ended)
                .build();
        tracer = provider.get("dev.insight");
    }

    /** The spans of {@code report}, whose result names a trace and a span, the call's own last. */
    List<SpanData> of(ProbeReport report, TraceReason reason) {
        List<SpanData> spans;
        try {
            make(report, reason);
        } finally {
            spans = ended.take(); // also of a report that failed midway, or they would be in the next one's trace
        }
        return spans;
    }

    private void make(ProbeReport report, TraceReason reason) {
        ProbeResult result = report.result();
        long start = startNanos(result);
        long length = result.latencyNanos() == ABSENT
                ? Math.max(0, result.endNanos() - result.startNanos())
                : result.latencyNanos();
        ids.next(Objects.requireNonNull(result.traceId()), Objects.requireNonNull(result.spanId()));
        Span call = call(result)
                .setNoParent()
                .setStartTimestamp(start, TimeUnit.NANOSECONDS)
                .startSpan();
        call.setAttribute("insight.trace.reason", reason.label());
        describe(call, result);
        addParts(call, report, start, length);
        call.end(start + length, TimeUnit.NANOSECONDS);
    }

    /** Of a call with a latency the start of that, else when it was asked for; nanoseconds since the epoch. */
    private long startNanos(ProbeResult result) {
        long micros = result.latencyNanos() != ABSENT && result.sentEpochMicros() != ABSENT
                ? result.sentEpochMicros()
                : ticker.epochMicros(result.startNanos());
        return TimeUnit.MICROSECONDS.toNanos(micros);
    }

    private SpanBuilder call(ProbeResult result) {
        Probe probe = result.slot().probe();
        PathId path = probe.path();
        String method = result.slot().method().fullName();
        int slash = method.indexOf('/');
        return tracer.spanBuilder(method)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("rpc.system", "grpc")
                .setAttribute("rpc.service", method.substring(0, slash))
                .setAttribute("rpc.method", method.substring(slash + 1))
                .setAttribute("server.address", probe.target().address())
                .setAttribute("insight.source", path.source())
                .setAttribute("insight.target", path.target())
                .setAttribute("insight.route", path.route())
                .setAttribute("insight.service", path.service())
                .setAttribute("insight.kind", result.slot().kind().name().toLowerCase(Locale.ROOT));
    }

    private static void describe(Span call, ProbeResult result) {
        Outcome outcome = result.outcome();
        call.setAttribute("rpc.grpc.status_code", number(outcome.code()));
        call.setAttribute("insight.outcome", outcome.code());
        call.setAttribute("insight.phase", outcome.phase().label());
        if (result.slot().stop() != null) {
            call.setAttribute("insight.stop", result.slot().stop());
        }
        if (outcome.lastHop() != null) {
            call.setAttribute("insight.last_hop", outcome.lastHop());
        }
        if (result.peer() != null) {
            call.setAttribute("network.peer.address", result.peer());
        }
        if (result.tainted()) {
            call.setAttribute("insight.tainted", true);
        }
        if (result.preTransportNanos() >= 0) {
            call.setAttribute("insight.pre_transport_ms", result.preTransportNanos() / NANOS_PER_MILLI);
        }
        if (!outcome.isOk()) {
            call.setStatus(StatusCode.ERROR, outcome.message() == null ? outcome.code() : outcome.message());
        }
    }

    private static int number(String code) {
        return (Outcome.isCode(code) ? Status.Code.valueOf(code) : Status.Code.UNKNOWN).value();
    }

    private void addParts(Span call, ProbeReport report, long start, long length) {
        Context parent = Context.root().with(call);
        long at = 0;
        for (Term term : report.decomposition().terms()) {
            // A negative term, as clocks' noise makes, is a span of no length, and the next begins before it.
            long from = within(at, length);
            long to = within(at + Math.max(0, term.nanos()), length);
            addPart(parent, report.result(), term, start + from, start + to);
            at += term.nanos();
        }
    }

    private static long within(long at, long length) {
        return Math.max(0, Math.min(length, at));
    }

    private void addPart(Context parent, ProbeResult result, Term term, long from, long to) {
        Span part = begin(parent, spanName(term, result.slot().probe()), from);
        part.setAttribute("insight.term", term.kind().name().toLowerCase(Locale.ROOT));
        part.setAttribute("insight.term.name", term.display());
        part.setAttribute("insight.term.ms", term.nanos() / NANOS_PER_MILLI);
        if (!term.flaws().isEmpty()) {
            String flaws = term.flaws().stream()
                    .map(Enum::name)
                    .sorted()
                    .reduce((a, b) -> a + "," + b)
                    .orElse("");
            part.setAttribute("insight.term.flaws", flaws.toLowerCase(Locale.ROOT));
        }
        if (term.kind() == Term.Kind.SELF) {
            addHop(part, result, term, from, to);
        }
        part.end(to, TimeUnit.NANOSECONDS);
    }

    private void addHop(Span part, ProbeResult result, Term term, long from, long to) {
        for (HopStamp stamp : result.path().stamps()) {
            if (stamp.name().equals(term.name()) && stamp.node() != null) {
                part.setAttribute("insight.hop.node", stamp.node());
                break; // the nearest of two speaks for the hop
            }
        }
        if (term.queueNanos() < 0) {
            return;
        }
        part.setAttribute("insight.hop.queue_ms", term.queueNanos() / NANOS_PER_MILLI);
        // At a forwarder it may overlap the upstream call; then it is no part of this, and the number alone tells.
        if (term.queueNanos() > 0 && term.queueNanos() <= to - from) {
            begin(Context.root().with(part), "queue", from)
                    .setAttribute("insight.term", "queue")
                    .end(from + term.queueNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private Span begin(Context parent, String name, long at) {
        return tracer.spanBuilder(name)
                .setParent(parent)
                .setStartTimestamp(at, TimeUnit.NANOSECONDS)
                .startSpan();
    }

    /** The term's name, if it is made of the configuration's names: back ends count spans by theirs. */
    private static String spanName(Term term, Probe probe) {
        if (term.kind() == Term.Kind.RESIDUAL) {
            return "residual";
        }
        List<String> hops = probe.route().hops().isEmpty()
                ? List.of(probe.path().service())
                : probe.route().hops();
        String caller = "prober-" + probe.path().source();
        for (String name : term.name().split(">", -1)) {
            if (!hops.contains(name) && !name.equals(caller)) {
                return OTHER;
            }
        }
        return term.name();
    }

    @Override
    public void close() {
        provider.close();
    }

    /** Keeps what ends until it is taken. */
    private static final class Ended implements SpanProcessor {
        private List<SpanData> spans = new ArrayList<>();

        List<SpanData> take() {
            List<SpanData> taken = spans;
            spans = new ArrayList<>();
            return taken;
        }

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            spans.add(span.toSpanData());
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }
}
