package dev.insight.grpc;

import dev.insight.hop.HopAsk;
import dev.insight.hop.Ticker;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.ProbeTransport;
import dev.insight.probe.Slot;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Metadata;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Sends the slots of one probe. */
final class ProbeSession implements ProbeTransport.Session {
    private final GrpcProbeTransport transport;
    private final Probe probe;
    private final SharedChannel channel;
    private final Ticker ticker;
    private final ProbeTracing tracing;
    private final ProbedMethod whole;
    private final ProbedMethod partial;
    private final TargetMetadata metadata;
    private final Set<ProbeCall> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    ProbeSession(
            GrpcProbeTransport transport, Probe probe, SharedChannel channel, Ticker ticker, ProbeTracing tracing) {
        this.transport = transport;
        this.probe = probe;
        this.channel = channel;
        this.ticker = ticker;
        this.tracing = tracing;
        whole = ProbedMethod.of(probe.target().method());
        partial = ProbedMethod.of(probe.target().method().asHealthCheck());
        metadata = TargetMetadata.of(probe.target().metadata());
    }

    Probe probe() {
        return probe;
    }

    SharedChannel channel() {
        return channel;
    }

    @Override
    public void send(Slot slot, Consumer<ProbeResult> completion) {
        long now = ticker.nanos();
        channel.freshen(now);
        ProbeCall call = new ProbeCall(this, slot, now, new CallProgress(slot.sequence(), channel, ticker), completion);
        Channel target = channel.channel();
        if (closed.get()) {
            call.refuse(Outcome.failed("CANCELLED", Phase.DNS, "the session is closed"));
        } else if (target == null) {
            call.refuse(channel.unusable());
        } else if (metadata.refused() != null) {
            call.refuse(metadata.refused());
        } else {
            start(call, target, slot);
        }
    }

    private void start(ProbeCall call, Channel target, Slot slot) {
        Metadata headers = metadata.headers();
        try {
            headers.put(HopMetadata.ASK, new HopAsk(true, slot.stop(), metadata.hopKey()).wireBytes());
        } catch (IllegalArgumentException e) {
            call.refuse(Outcome.failed("INVALID_ARGUMENT", Phase.RPC, e.getMessage()));
            return;
        }
        underWay.add(call);
        call.start(target, headers);
        if (closed.get()) {
            call.cancel();
        }
    }

    CallOptions options(CallProgress progress, ProbeTracer tracer) {
        return CallOptions.DEFAULT
                .withDeadlineAfter(probe.timeout().toNanos(), TimeUnit.NANOSECONDS)
                .withOption(CallProgress.KEY, progress)
                .withStreamTracerFactory(tracer.factory());
    }

    /** The target's method, or the health check of its partial-path probes. */
    ProbedMethod method(Slot slot) {
        return slot.kind() == ProbeKind.PARTIAL ? partial : whole;
    }

    Ticker ticker() {
        return ticker;
    }

    ProbeTracing tracing() {
        return tracing;
    }

    void ended(ProbeCall call) {
        underWay.remove(call);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                underWay.forEach(ProbeCall::cancel);
            } finally {
                transport.release(this);
            }
        }
    }
}
