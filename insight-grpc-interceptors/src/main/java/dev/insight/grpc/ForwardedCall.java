package dev.insight.grpc;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/**
 * One call on its way through a {@link GrpcForwarder}: the next message of a direction is asked for only when the other
 * side can take it. Either side's callbacks come in order, the two sides' at the same time.
 */
final class ForwardedCall extends ServerCall.Listener<byte[]> {
    private final ServerCall<byte[], byte[]> from;
    private final ClientCall<byte[], byte[]> to;
    private final Flow requests;
    private final Flow responses;

    ForwardedCall(ServerCall<byte[], byte[]> from, ClientCall<byte[], byte[]> to) {
        this.from = from;
        this.to = to;
        requests = new Flow() {
            @Override
            boolean takes() {
                return to.isReady();
            }

            @Override
            void ask() {
                from.request(1);
            }
        };
        responses = new Flow() {
            @Override
            boolean takes() {
                return from.isReady();
            }

            @Override
            void ask() {
                to.request(1);
            }
        };
    }

    /** Calls on; the request's headers go as they came. */
    ForwardedCall start(Metadata headers) {
        to.start(new Answer(), HopMetadata.copy(headers));
        from.request(1);
        to.request(1);
        return this;
    }

    @Override
    public void onMessage(byte[] message) {
        to.sendMessage(message);
        requests.passed();
    }

    @Override
    public void onHalfClose() {
        to.halfClose();
    }

    @Override
    public void onCancel() {
        to.cancel("The caller cancelled", null);
    }

    @Override
    public void onReady() {
        responses.ready();
    }

    private final class Answer extends ClientCall.Listener<byte[]> {
        @Override
        public void onHeaders(Metadata headers) {
            from.sendHeaders(headers);
        }

        @Override
        public void onMessage(byte[] message) {
            from.sendMessage(message);
            responses.passed();
        }

        @Override
        public void onReady() {
            requests.ready();
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            from.close(status, trailers);
        }
    }

    /** One direction: asks for a message more after each, at once or when its taker is ready again. */
    private abstract static class Flow {
        private boolean owed;

        abstract boolean takes();

        abstract void ask();

        void passed() {
            synchronized (this) {
                owed = true;
            }
            ready();
        }

        void ready() {
            synchronized (this) {
                if (!owed || !takes()) {
                    return;
                }
                owed = false;
            }
            ask();
        }
    }
}
