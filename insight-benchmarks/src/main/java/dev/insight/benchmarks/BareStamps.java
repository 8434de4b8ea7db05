package dev.insight.benchmarks;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientStreamTracer;
import io.grpc.Context;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerBuilder;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * The least that gRPC's public API lets a program do whose calls ask and whose server stamps: tracers and wrapped calls
 * at both ends, an ask in the headers, one constant stamp in a copy of the trailers, read as a string. No clock is read,
 * nothing is parsed, split or recorded: what this costs is gRPC's.
 */
final class BareStamps implements Instrumentation {
    private static final Metadata.Key<String> ASK = Metadata.Key.of("bare-ask", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> STAMP = Metadata.Key.of("bare-stamp", Metadata.ASCII_STRING_MARSHALLER);
    private static final String STAMP_TEXT =
            "payments;t=48;q=2;w=1750000000000000;node=payments-1;role=service;region=eu";
    private static final ServerStreamTracer SILENT = new ServerStreamTracer() {};
    private static final Context.Key<Tracer> TRACER = Context.key("bare-tracer");

    /** What the client's latest tracer read, so that reading is no dead code. */
    private volatile @Nullable String latest;

    @Override
    public void configureServer(ServerBuilder<?> server) {
        server.addStreamTracerFactory(new ServerStreamTracer.Factory() {
                    @Override
                    public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
                        return headers.containsKey(ASK) ? new Tracer() : SILENT;
                    }
                })
                .intercept(new ServerInterceptor() {
                    @Override
                    public <Q, P> ServerCall.Listener<Q> interceptCall(
                            ServerCall<Q, P> call, Metadata headers, ServerCallHandler<Q, P> next) {
                        if (TRACER.get() == null) {
                            return next.startCall(call, headers);
                        }
                        return new SimpleForwardingServerCallListener<>(
                                next.startCall(new StampingCall<>(call), headers)) {};
                    }
                });
    }

    @Override
    public void configureChannel(ManagedChannelBuilder<?> channel) {
        channel.intercept(new ClientInterceptor() {
            @Override
            public <Q, P> ClientCall<Q, P> interceptCall(
                    MethodDescriptor<Q, P> method, CallOptions options, Channel next) {
                return new AskingCall<>(next.newCall(method, options.withStreamTracerFactory(new Tracers())));
            }
        });
    }

    /** What the latest call was stamped with, or null. */
    @Nullable
    String latest() {
        return latest;
    }

    @Override
    public long series() {
        return 0;
    }

    @Override
    public void close() {}

    private static final class Tracer extends ServerStreamTracer {
        @Override
        public Context filterContext(Context context) {
            return context.withValue(TRACER, this);
        }
    }

    private static final class StampingCall<Q, P> extends SimpleForwardingServerCall<Q, P> {
        StampingCall(ServerCall<Q, P> call) {
            super(call);
        }

        @Override
        public void close(Status status, Metadata trailers) {
            Metadata stamped = new Metadata();
            stamped.merge(trailers);
            stamped.put(STAMP, STAMP_TEXT);
            super.close(status, stamped);
        }
    }

    private static final class AskingCall<Q, P> extends SimpleForwardingClientCall<Q, P> {
        AskingCall(ClientCall<Q, P> call) {
            super(call);
        }

        @Override
        public void start(Listener<P> listener, Metadata headers) {
            headers.put(ASK, "v=1");
            super.start(new SimpleForwardingClientCallListener<>(listener) {}, headers);
        }
    }

    private final class Tracers extends ClientStreamTracer.Factory {
        @Override
        public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
            return new ClientStreamTracer() {
                @Override
                public void inboundTrailers(Metadata trailers) {
                    latest = trailers.get(STAMP);
                }
            };
        }
    }
}
