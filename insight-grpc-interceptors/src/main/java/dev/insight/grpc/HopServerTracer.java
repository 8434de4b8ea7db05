package dev.insight.grpc;

import dev.insight.hop.HopAsk;
import dev.insight.hop.HopStamp;
import dev.insight.hop.HopTimer;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;

/**
 * Starts the clock of a call that asks when its headers are decoded, before any executor is waited for, and hands the
 * timer to {@link HopServerInterceptor} through the call's {@link Context}. Of calls that do not ask it makes nothing.
 */
final class HopServerTracer extends ServerStreamTracer {
    /** The timer of the server call that the current code works for. */
    static final Context.Key<HopTimer> TIMER = Context.key("insight-hop-timer");

    private static final ServerStreamTracer SILENT = new ServerStreamTracer() {};

    private final Hop hop;
    private final HopTimer timer;

    private HopServerTracer(Hop hop, HopTimer timer) {
        this.hop = hop;
        this.timer = timer;
    }

    @Override
    public Context filterContext(Context context) {
        try {
            return context.withValue(TIMER, timer);
        } catch (Throwable fault) {
            hop.fuse().caught(fault);
            return context;
        }
    }

    @Override
    public void inboundMessageRead(int sequence, long wireSize, long plainSize) {
        try {
            timer.messageRead();
        } catch (Throwable fault) {
            hop.fuse().caught(fault);
        }
    }

    @Override
    public void outboundMessage(int sequence) {
        try {
            timer.messageSent();
        } catch (Throwable fault) {
            hop.fuse().caught(fault);
        }
    }

    @Override
    public void streamClosed(Status status) {
        try {
            timer.ended();
            HopStamp stamp = timer.stamp();
            if (stamp != null && status.isOk()) {
                hop.listeners().onWriteLag(stamp, timer.sinceStampNanos());
            }
        } catch (Throwable fault) {
            hop.fuse().caught(fault);
        }
    }

    /** Looks for an ask, and hands out one silent tracer to all calls without. */
    static final class Factory extends ServerStreamTracer.Factory {
        private final Hop hop;

        Factory(Hop hop) {
            this.hop = hop;
        }

        @Override
        public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
            try {
                byte[] wire = headers.get(HopMetadata.ASK);
                if (wire != null && !hop.fuse().isBlown()) {
                    HopAsk ask = HopAsk.parseBytes(wire);
                    if (ask != null && hop.trust().admits(ask)) {
                        return new HopServerTracer(hop, HopTimer.start(hop.ticker(), ask));
                    }
                }
            } catch (Throwable fault) {
                hop.fuse().caught(fault);
            }
            return SILENT;
        }
    }
}
