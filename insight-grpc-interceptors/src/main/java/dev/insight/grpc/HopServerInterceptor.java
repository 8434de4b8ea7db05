package dev.insight.grpc;

import dev.insight.hop.HopTimer;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls that {@link HopServerTracer} times be stamped as they close, and all others pass straight through. It
 * belongs outermost, so that the stamp is the last thing added and other interceptors count as the hop's own time.
 */
final class HopServerInterceptor implements ServerInterceptor {
    private final Hop hop;

    HopServerInterceptor(Hop hop) {
        this.hop = hop;
    }

    @Override
    public <Q, P> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, P> call, Metadata headers, ServerCallHandler<Q, P> next) {
        HopTimer timer = HopServerTracer.TIMER.get();
        if (timer == null) {
            return next.startCall(hop.trust().isEdge() ? atEdge(call, headers) : call, headers);
        }
        StampingServerCall<Q, P> stamping = stamping(call, timer);
        if (stamping == null) {
            ServerCall<Q, P> unstamped = hop.trust().isEdge() ? atEdge(call, headers) : call;
            Context untimed = Context.current().withValue(HopServerTracer.TIMER, null);
            return Contexts.interceptCall(untimed, unstamped, headers, next);
        }
        try {
            boolean stopsHere = PartialPathAnswer.isDue(hop, timer, call);
            ServerCall.Listener<Q> listener =
                    stopsHere ? new PartialPathAnswer<>(stamping) : next.startCall(stamping, headers);
            return new Listener<>(stamping, listener);
        } catch (Throwable thrown) {
            stamping.closeThrown(Status.fromThrowable(thrown)); // the status gRPC gives it
            throw thrown;
        }
    }

    /** The call made ready to be stamped, or null if it must not be. */
    private <Q, P> @Nullable StampingServerCall<Q, P> stamping(ServerCall<Q, P> call, HopTimer timer) {
        try {
            timer.intercepted();
            if (!hop.fuse().isBlown() && isTrusted(call)) {
                return new StampingServerCall<>(call, hop, timer);
            }
        } catch (Throwable fault) {
            hop.fuse().caught(fault);
        }
        return null;
    }

    private boolean isTrusted(ServerCall<?, ?> call) {
        try {
            return hop.trust().admits(call);
        } catch (Throwable fault) {
            hop.fuse().provoked(fault);
            return false;
        }
    }

    private <Q, P> ServerCall<Q, P> atEdge(ServerCall<Q, P> call, Metadata headers) {
        headers.discardAll(HopMetadata.ASK);
        return new EdgeServerCall<>(call);
    }

    static final class Listener<Q> extends SimpleForwardingServerCallListener<Q> {
        private final StampingServerCall<Q, ?> call;

        Listener(StampingServerCall<Q, ?> call, ServerCall.Listener<Q> delegate) {
            super(delegate);
            this.call = call;
        }

        @Override
        public void onMessage(Q message) {
            try {
                super.onMessage(message);
            } catch (Throwable thrown) {
                call.closeThrown(thrown);
                throw thrown;
            }
        }

        @Override
        public void onHalfClose() {
            call.halfClosed();
            try {
                super.onHalfClose();
            } catch (Throwable thrown) {
                call.closeThrown(thrown);
                throw thrown;
            }
        }

        @Override
        public void onReady() {
            try {
                super.onReady();
            } catch (Throwable thrown) {
                call.closeThrown(thrown);
                throw thrown;
            }
        }
    }
}
