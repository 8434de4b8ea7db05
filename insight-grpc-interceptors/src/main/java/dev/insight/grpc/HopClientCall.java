package dev.insight.grpc;

import dev.insight.hop.CallTimer;
import dev.insight.hop.HopAsk;
import dev.insight.hop.HopPath;
import io.grpc.ClientCall;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * A call that asks for stamps and is timed. As thread-safe as the call it stands for: sending and receiving may be two
 * threads' work, each field one's; the call's end comes after both.
 */
final class HopClientCall<Q, P> extends SimpleForwardingClientCall<Q, P> {
    private final Hop hop;
    private final CallTimer timer;
    private final HopAsk ask;
    /** Of a call that asks for itself, to tell of it in the end: nobody else is to see its stamps. Null if a caller asked. */
    private final @Nullable MethodDescriptor<Q, P> sampled;

    /** What to call the nearest hop if only software that gives no name speaks for it. */
    private final String peer;

    private int sent;

    private HopClientCall(
            ClientCall<Q, P> call,
            Hop hop,
            CallTimer timer,
            HopAsk ask,
            @Nullable MethodDescriptor<Q, P> sampled,
            String peer) {
        super(call);
        this.hop = hop;
        this.timer = timer;
        this.ask = ask;
        this.sampled = sampled;
        this.peer = peer;
    }

    /** A call that asks because its caller's caller does. */
    static <Q, P> HopClientCall<Q, P> onBehalf(ClientCall<Q, P> call, Hop hop, CallTimer timer, HopAsk ask) {
        return new HopClientCall<>(call, hop, timer, ask, null, "");
    }

    /** A call that asks for itself. */
    static <Q, P> HopClientCall<Q, P> sampled(
            ClientCall<Q, P> call, Hop hop, CallTimer timer, MethodDescriptor<Q, P> method, String peer) {
        return new HopClientCall<>(call, hop, timer, hop.ownAsk(), method, peer);
    }

    @Override
    public void start(Listener<P> listener, Metadata headers) {
        boolean starts = false;
        try {
            headers.discardAll(HopMetadata.ASK);
            headers.put(HopMetadata.ASK, ask.wireBytes());
            starts = timer.started();
        } catch (Throwable fault) {
            hop.fuse().caught(fault);
        }
        try {
            super.start(new TimedListener(listener), headers);
        } catch (Throwable thrown) {
            if (starts) {
                end(Status.Code.CANCELLED); // nothing else will: the call never was
            }
            throw thrown;
        }
    }

    @Override
    public void sendMessage(Q message) {
        sent++;
        super.sendMessage(message);
    }

    private void end(Status.Code code) {
        try {
            timer.closed(code.name());
        } catch (Throwable fault) {
            hop.fuse().caught(fault);
        }
    }

    private final class TimedListener extends SimpleForwardingClientCallListener<P> {
        private int received;
        private @Nullable Metadata headers;

        TimedListener(Listener<P> delegate) {
            super(delegate);
        }

        @Override
        public void onHeaders(Metadata newHeaders) {
            headers = newHeaders;
            super.onHeaders(visible(newHeaders));
        }

        @Override
        public void onMessage(P message) {
            received++;
            super.onMessage(message);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            end(status.getCode());
            try {
                super.onClose(status, visible(trailers));
            } finally {
                tell(trailers);
            }
        }

        private void tell(Metadata trailers) {
            try {
                if (sampled != null) {
                    HopPath foreign = StampReader.foreign(timer.stamps(), headers, trailers, peer);
                    hop.listeners().onCall(timer.sampled(sampled.getFullMethodName(), isStream(sampled), foreign));
                }
            } catch (Throwable fault) {
                hop.fuse().caught(fault);
            }
        }

        private boolean isStream(MethodDescriptor<Q, P> method) {
            MethodType type = method.getType();
            return type == MethodType.UNKNOWN ? sent > 1 || received > 1 : type != MethodType.UNARY;
        }

        /** The metadata without stamps where nobody asked but this. It is the call's own, as all that is received. */
        private Metadata visible(Metadata metadata) {
            try {
                if (sampled != null) {
                    metadata.discardAll(HopMetadata.HOP);
                }
            } catch (Throwable fault) {
                hop.fuse().caught(fault);
            }
            return metadata;
        }
    }
}
