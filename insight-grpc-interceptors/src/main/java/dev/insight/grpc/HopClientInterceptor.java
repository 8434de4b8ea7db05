package dev.insight.grpc;

import dev.insight.hop.CallTimer;
import dev.insight.hop.HopAsk;
import dev.insight.hop.HopTimer;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;

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
        if ((server == null && !hop.samples()) || hop.fuse().isBlown()) {
            return next.newCall(method, options);
        }
        CallTimer timer = server == null ? CallTimer.create(hop.ticker()) : server.call();
        if (timer == null) {
            return next.newCall(method, options); // the server call is answered already
        }
        HopAsk ask = server == null ? hop.ownAsk() : server.ask();
        CallOptions traced = options.withStreamTracerFactory(new HopClientTracer.Factory(timer, hop.fuse()));
        return new HopClientCall<>(next.newCall(method, traced), hop, timer, ask, server == null ? method : null);
    }
}
