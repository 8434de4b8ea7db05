package dev.insight.grpc;

import dev.insight.hop.CallTimer;
import dev.insight.hop.HopAsk;
import io.grpc.ClientCall;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** A call that asks for stamps and is timed. As thread-safe as the call it stands for. */
final class HopClientCall<Q, P> extends SimpleForwardingClientCall<Q, P> {
    private final Hop hop;
    private final CallTimer timer;
    private final HopAsk ask;
    /** Of a call that asks for itself: nobody else is to see its stamps. Null if a caller asked. */
    private final @Nullable Sample sample;

    HopClientCall(ClientCall<Q, P> call, Hop hop, CallTimer timer, HopAsk ask, @Nullable Sample sample) {
        super(call);
        this.hop = hop;
        this.timer = timer;
        this.ask = ask;
        this.sample = sample;
    }

    @Override
    public void start(Listener<P> listener, Metadata headers) {
        try {
            headers.discardAll(HopMetadata.ASK);
            headers.put(HopMetadata.ASK, ask.wireBytes());
            timer.started();
        } catch (Throwable fault) {
            hop.fuse().caught(fault);
        }
        super.start(new TimedListener(listener), headers);
    }

    @Override
    public void sendMessage(Q message) {
        if (sample != null) {
            sample.onSent();
        }
        super.sendMessage(message);
    }

    private final class TimedListener extends SimpleForwardingClientCallListener<P> {
        TimedListener(Listener<P> delegate) {
            super(delegate);
        }

        @Override
        public void onHeaders(Metadata headers) {
            if (sample != null) {
                sample.onHeaders(headers);
            }
            super.onHeaders(visible(headers));
        }

        @Override
        public void onMessage(P message) {
            if (sample != null) {
                sample.onReceived();
            }
            super.onMessage(message);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            try {
                timer.closed(status.getCode().name());
            } catch (Throwable fault) {
                hop.fuse().caught(fault);
            }
            try {
                super.onClose(status, visible(trailers));
            } finally {
                tell(status, trailers);
            }
        }

        private void tell(Status status, Metadata trailers) {
            try {
                if (sample != null) {
                    hop.listeners().onCall(sample.end(timer, status, trailers));
                }
            } catch (Throwable fault) {
                hop.fuse().caught(fault);
            }
        }

        private Metadata visible(Metadata metadata) {
            try {
                return sample == null ? metadata : HopMetadata.withoutStamps(metadata);
            } catch (Throwable fault) {
                hop.fuse().caught(fault);
                return metadata;
            }
        }
    }
}
