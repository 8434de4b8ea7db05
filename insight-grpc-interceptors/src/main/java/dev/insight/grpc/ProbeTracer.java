package dev.insight.grpc;

import static dev.insight.hop.HopStamp.ABSENT;

import dev.insight.hop.Ticker;
import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;

/**
 * Times the one attempt of a probe where the transport sees it, before any executor. The fields are written by the
 * transport's threads one after another and read once the call has ended.
 */
final class ProbeTracer extends ClientStreamTracer {
    private final Ticker ticker;
    private volatile long createdNanos = ABSENT;
    private volatile long createdEpochMicros = ABSENT;
    private volatile long messageNanos = ABSENT;
    private volatile long trailersNanos = ABSENT;
    private volatile boolean created;
    private volatile boolean heard;

    ProbeTracer(Ticker ticker) {
        this.ticker = ticker;
    }

    Factory factory() {
        ProbeTracer tracer = this;
        return new Factory() {
            @Override
            public ClientStreamTracer newClientStreamTracer(StreamInfo info, Metadata headers) {
                return tracer;
            }
        };
    }

    @Override
    public void streamCreated(Attributes transportAttributes, Metadata headers) {
        createdNanos = ticker.nanos();
        createdEpochMicros = ticker.epochMicros();
        created = true;
    }

    @Override
    public void inboundHeaders() {
        heard = true;
    }

    @Override
    public void inboundMessageRead(int sequence, long wireSize, long uncompressedSize) {
        if (sequence == 0) {
            messageNanos = ticker.nanos();
        }
    }

    @Override
    public void inboundTrailers(Metadata trailers) {
        trailersNanos = ticker.nanos();
        heard = true;
    }

    /** Whether the call got as far as to be sent. */
    boolean created() {
        return created;
    }

    /** Whether the peer answered anything at all. */
    boolean heard() {
        return heard;
    }

    long createdNanos() {
        return createdNanos;
    }

    long createdEpochMicros() {
        return createdEpochMicros;
    }

    /** When the first message was read. */
    long messageNanos() {
        return messageNanos;
    }

    long trailersNanos() {
        return trailersNanos;
    }
}
