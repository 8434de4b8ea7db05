package dev.insight.grpc;

import dev.insight.hop.CallAttempt;
import dev.insight.hop.CallTimer;
import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a {@link CallTimer} of one attempt: when it went out, when and with which stamps it was answered. */
final class HopClientTracer extends ClientStreamTracer {
    private final CallTimer timer;
    private final Fuse fuse;
    private @Nullable CallAttempt attempt;
    private List<byte[]> inHeaders = List.of();

    private HopClientTracer(CallTimer timer, Fuse fuse) {
        this.timer = timer;
        this.fuse = fuse;
    }

    @Override
    public void streamCreated(Attributes transport, Metadata headers) {
        try {
            attempt = timer.attempt();
        } catch (Throwable fault) {
            fuse.caught(fault);
        }
    }

    @Override
    public void inboundHeaders(Metadata headers) {
        try {
            inHeaders = HopMetadata.stamps(headers);
        } catch (Throwable fault) {
            fuse.caught(fault);
        }
    }

    @Override
    public void inboundTrailers(Metadata trailers) {
        try {
            if (attempt != null) {
                attempt.answered(HopMetadata.stamps(inHeaders, trailers));
            }
        } catch (Throwable fault) {
            fuse.caught(fault);
        }
    }

    @Override
    public void streamClosed(Status status) {
        try {
            if (attempt != null) {
                attempt.ended(status.getCode().name());
            }
        } catch (Throwable fault) {
            fuse.caught(fault);
        }
    }

    /** Makes a tracer for each attempt of one call. */
    static final class Factory extends ClientStreamTracer.Factory {
        private final CallTimer timer;
        private final Fuse fuse;

        Factory(CallTimer timer, Fuse fuse) {
            this.timer = timer;
            this.fuse = fuse;
        }

        @Override
        public ClientStreamTracer newClientStreamTracer(StreamInfo info, Metadata headers) {
            return new HopClientTracer(timer, fuse);
        }
    }
}
