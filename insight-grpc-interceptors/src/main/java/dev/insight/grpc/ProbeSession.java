package dev.insight.grpc;

import dev.insight.hop.HopAsk;
import dev.insight.hop.Ticker;
import dev.insight.probe.Method;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.ProbeTransport;
import dev.insight.probe.Slot;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Sends the slots of one probe. */
final class ProbeSession implements ProbeTransport.Session {
    private static final Metadata.Key<String> ASK = Metadata.Key.of(HopAsk.KEY, Metadata.ASCII_STRING_MARSHALLER);

    private final GrpcProbeTransport transport;
    private final Probe probe;
    private final SharedChannel channel;
    private final Ticker ticker;
    private final ProbeTracing tracing;
    private final MethodDescriptor<byte[], byte[]> method;
    private final byte[] payload;
    private final TargetMetadata metadata;
    private final Set<ProbeCall> underWay = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> partialTurns = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    ProbeSession(
            GrpcProbeTransport transport, Probe probe, SharedChannel channel, Ticker ticker, ProbeTracing tracing) {
        this.transport = transport;
        this.probe = probe;
        this.channel = channel;
        this.ticker = ticker;
        this.tracing = tracing;
        Method called = probe.target().method();
        method = MethodDescriptor.newBuilder(ByteMarshaller.INSTANCE, ByteMarshaller.INSTANCE)
                .setFullMethodName(called.fullName())
                .setType(
                        called.isStreaming()
                                ? MethodDescriptor.MethodType.SERVER_STREAMING
                                : MethodDescriptor.MethodType.UNARY)
                .build();
        payload = called.payload();
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
        ProbeCall call = new ProbeCall(this, slot, now, new CallProgress(turn(slot), channel, ticker), completion);
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
            headers.put(ASK, new HopAsk(true, slot.stop(), metadata.hopKey()).wire());
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

    /** Partial probes take the hops in turn, so each hop counts for itself lest it see the same backend for ever. */
    private long turn(Slot slot) {
        String stop = slot.stop();
        return stop == null ? slot.sequence() : partialTurns.merge(stop, 1L, Long::sum) - 1;
    }

    CallOptions options(CallProgress progress, ProbeTracer tracer) {
        return CallOptions.DEFAULT
                .withDeadlineAfter(probe.timeout().toNanos(), TimeUnit.NANOSECONDS)
                .withOption(CallProgress.KEY, progress)
                .withStreamTracerFactory(tracer.factory());
    }

    MethodDescriptor<byte[], byte[]> method() {
        return method;
    }

    byte[] payload() {
        return payload;
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
