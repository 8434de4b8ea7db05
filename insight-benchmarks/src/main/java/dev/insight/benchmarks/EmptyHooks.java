package dev.insight.benchmarks;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerBuilder;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerStreamTracer;

/** What gRPC itself spends once anything is hooked in where Insight is: one tracer for all, and interceptors that pass. */
final class EmptyHooks implements Instrumentation {
    private static final ServerStreamTracer SILENT = new ServerStreamTracer() {};

    @Override
    public void configureServer(ServerBuilder<?> server) {
        server.addStreamTracerFactory(new ServerStreamTracer.Factory() {
                    @Override
                    public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
                        return SILENT;
                    }
                })
                .intercept(new ServerInterceptor() {
                    @Override
                    public <Q, P> ServerCall.Listener<Q> interceptCall(
                            ServerCall<Q, P> call, Metadata headers, ServerCallHandler<Q, P> next) {
                        return next.startCall(call, headers);
                    }
                });
    }

    @Override
    public void configureChannel(ManagedChannelBuilder<?> channel) {
        channel.intercept(new ClientInterceptor() {
            @Override
            public <Q, P> ClientCall<Q, P> interceptCall(
                    MethodDescriptor<Q, P> method, CallOptions options, Channel next) {
                return next.newCall(method, options);
            }
        });
    }

    @Override
    public long series() {
        return 0;
    }

    @Override
    public void close() {}
}
