package dev.insight.grpc;

import dev.insight.hop.CallTimer;
import dev.insight.hop.HopTimer;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Times calls made on behalf of a server call that asks, and passes the ask on with them. Of calls made on nobody's
 * behalf a sampled share asks for itself. All others pass straight through.
 */
final class HopClientInterceptor implements ClientInterceptor {
    private final Hop hop;

    HopClientInterceptor(Hop hop) {
        this.hop = hop;
    }

    @Override
    public <Q, P> ClientCall<Q, P> interceptCall(MethodDescriptor<Q, P> method, CallOptions options, Channel next) {
        HopTimer server = HopServerTracer.TIMER.get();
        CallTimer timer = timer(server);
        if (timer == null) {
            return next.newCall(method, options);
        }
        CallOptions traced = options.withStreamTracerFactory(new HopClientTracer.Factory(timer, hop.fuse()));
        ClientCall<Q, P> call = next.newCall(method, traced);
        return server == null
                ? HopClientCall.sampled(call, hop, timer, method, next.authority())
                : HopClientCall.onBehalf(call, hop, timer, server.ask());
    }

    /** The timer of a call that is to ask, or null. */
    private @Nullable CallTimer timer(@Nullable HopTimer server) {
        try {
            if (hop.fuse().isBlown()) {
                return null;
            }
            if (server != null) {
                return server.call(); // null when the server call is answered already
            }
            return hop.samples() ? CallTimer.create(hop.ticker()) : null;
        } catch (Throwable fault) {
            hop.fuse().caught(fault);
            return null;
        }
    }
}
