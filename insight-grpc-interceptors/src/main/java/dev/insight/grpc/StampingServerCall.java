package dev.insight.grpc;

import dev.insight.hop.HopStamp;
import dev.insight.hop.HopTimer;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** A server call whose one close carries a stamp. As thread-safe as the call it stands for. */
final class StampingServerCall<Q, P> extends SimpleForwardingServerCall<Q, P> {
    @SuppressWarnings("rawtypes") // a class literal has no type arguments
    private static final AtomicReferenceFieldUpdater<StampingServerCall, State> STATE =
            AtomicReferenceFieldUpdater.newUpdater(StampingServerCall.class, State.class, "state");

    private enum State {
        OPEN,
        CLOSED,
        /** Closed here because the handler threw: what the handler's other threads still do is ignored, as gRPC would. */
        THROWN
    }

    private final Hop hop;
    private final HopTimer timer;
    private volatile State state = State.OPEN;
    private volatile List<byte[]> relayedInHeaders = List.of();

    StampingServerCall(ServerCall<Q, P> call, Hop hop, HopTimer timer) {
        super(call);
        this.hop = hop;
        this.timer = timer;
    }

    /** Stamps that a proxy upstream put in headers go out in the trailers, where their order among others is known. */
    @Override
    public void sendHeaders(Metadata headers) {
        if (state == State.THROWN) {
            return;
        }
        Metadata out = headers;
        try {
            relayedInHeaders = HopMetadata.stamps(headers);
            out = HopMetadata.withoutStamps(headers);
        } catch (Throwable fault) {
            hop.fuse().caught(fault);
        }
        super.sendHeaders(out);
    }

    @Override
    public void sendMessage(P message) {
        if (state != State.THROWN) {
            super.sendMessage(message);
        }
    }

    @Override
    public void close(Status status, Metadata trailers) {
        if (STATE.compareAndSet(this, State.OPEN, State.CLOSED)) {
            closeStamped(status, trailers);
        } else if (state == State.CLOSED) {
            super.close(status, trailers); // an error of the application's that it is told of
        }
    }

    /** The application is about to be told that the request is complete. */
    void halfClosed() {
        try {
            timer.halfClosed();
        } catch (Throwable fault) {
            hop.fuse().caught(fault);
        }
    }

    /**
     * Closes as gRPC would if the handler throws from a callback, unless it was closed. Only where nobody but gRPC hears of
     * what was thrown, for an interceptor outside may close the call with a status of its own.
     */
    void closeThrown(Throwable thrown) {
        closeThrown(Status.UNKNOWN
                .withDescription("Application error processing RPC")
                .withCause(thrown));
    }

    void closeThrown(Status status) {
        try {
            if (hop.stampsThrown()
                    && state == State.OPEN
                    && DirectCaller.isGrpc(delegate())
                    && STATE.compareAndSet(this, State.OPEN, State.THROWN)) {
                closeStamped(status, new Metadata());
            }
        } catch (Throwable fault) {
            hop.fuse().caught(fault); // gRPC closes the stream itself
        }
    }

    private void closeStamped(Status status, Metadata trailers) {
        HopStamp stamp = null;
        Metadata out = trailers;
        boolean leaves = false;
        try {
            leaves = !isCancelled(); // of a call that was given up, gRPC sends nothing
            stamp = timer.stamp(hop.identity(), status.getCode().name(), shape());
            if (stamp != null) {
                out = StampedTrailers.of(trailers, status, relayedInHeaders, timer.upstreamStamps(), stamp);
            }
        } catch (Throwable fault) {
            hop.fuse().caught(fault);
        }
        super.close(status, out);
        if (stamp != null && out != trailers && leaves) {
            hop.listeners().onStamp(stamp, status.getCode().name());
        }
    }

    private HopTimer.Shape shape() {
        MethodType type = getMethodDescriptor().getType();
        if (type == MethodType.UNKNOWN) {
            return HopTimer.Shape.UNKNOWN;
        }
        return type == MethodType.UNARY ? HopTimer.Shape.UNARY : HopTimer.Shape.STREAM;
    }
}
