package dev.insight.grpc;

import dev.insight.hop.CallTimer;
import dev.insight.hop.HopAsk;
import dev.insight.hop.HopTrailer;
import dev.insight.hop.SampledCall;
import io.grpc.ClientCall;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** A call that asks for stamps and is timed. As thread-safe as the call it stands for. */
final class HopClientCall<Q, P> extends SimpleForwardingClientCall<Q, P> {
    private final Hop hop;
    private final CallTimer timer;
    private final HopAsk ask;
    /** The method of a call that asks for itself: nobody else is to see its stamps; null if a caller asked. */
    private final @Nullable MethodDescriptor<Q, P> sampled;

    private int sent;
    private int received;

    HopClientCall(
            ClientCall<Q, P> call, Hop hop, CallTimer timer, HopAsk ask, @Nullable MethodDescriptor<Q, P> sampled) {
        super(call);
        this.hop = hop;
        this.timer = timer;
        this.ask = ask;
        this.sampled = sampled;
    }

    @Override
    public void sendMessage(Q message) {
        sent++;
        super.sendMessage(message);
    }

    @Override
    public void start(Listener<P> listener, Metadata headers) {
        Listener<P> timed = listener;
        try {
            headers.discardAll(HopMetadata.ASK);
            headers.put(HopMetadata.ASK, ask.wire());
            timer.started();
            timed = new TimedListener(listener);
        } catch (Throwable fault) {
            hop.fuse().caught(fault);
        }
        super.start(timed, headers);
    }

    private final class TimedListener extends SimpleForwardingClientCallListener<P> {
        TimedListener(Listener<P> delegate) {
            super(delegate);
        }

        @Override
        public void onHeaders(Metadata headers) {
            super.onHeaders(sampled == null ? headers : HopMetadata.withoutStamps(headers));
        }

        @Override
        public void onMessage(P message) {
            received++;
            super.onMessage(message);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            Metadata out = trailers;
            SampledCall call = null;
            try {
                timer.closed(status.getCode().name());
                if (sampled != null) {
                    out = HopMetadata.withoutStamps(trailers);
                    call = sample(sampled, status);
                }
            } catch (Throwable fault) {
                hop.fuse().caught(fault);
            }
            try {
                super.onClose(status, out);
            } finally {
                if (call != null) {
                    hop.listeners().onCall(call);
                }
            }
        }
    }

    private SampledCall sample(MethodDescriptor<Q, P> method, Status status) {
        return new SampledCall(
                method.getFullMethodName(),
                status.getCode().name(),
                timer.latencyNanos(),
                timer.preTransportNanos(),
                timer.retryNanos(),
                timer.attempts(),
                timer.clientLagNanos(),
                isStream(method.getType()),
                HopTrailer.parse(timer.stamps()));
    }

    private boolean isStream(MethodType type) {
        return type == MethodType.UNKNOWN ? sent > 1 || received > 1 : type != MethodType.UNARY;
    }
}
