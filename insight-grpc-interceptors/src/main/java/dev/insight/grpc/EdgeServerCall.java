package dev.insight.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/** A call from outside: no stamp leaves with its answer. */
final class EdgeServerCall<Q, P> extends SimpleForwardingServerCall<Q, P> {
    EdgeServerCall(ServerCall<Q, P> call) {
        super(call);
    }

    @Override
    public void sendHeaders(Metadata headers) {
        super.sendHeaders(HopMetadata.withoutStamps(headers));
    }

    @Override
    public void close(Status status, Metadata trailers) {
        super.close(status, HopMetadata.withoutStamps(trailers));
    }
}
