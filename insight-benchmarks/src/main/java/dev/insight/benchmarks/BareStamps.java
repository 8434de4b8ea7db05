package dev.insight.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

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
import io.grpc.InternalMetadata;
import io.grpc.InternalMetadata.TrustedAsciiMarshaller;
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
 * The least that this kind of instrumentation takes where calls ask and the server stamps: tracers and wrapped calls at
 * both ends, an ask in the headers, one constant stamp in a copy of the trailers, both carried as bytes, as Insight does,
 * so that gRPC copies nothing. No clock is read, nothing is parsed, split or recorded.
 */
final class BareStamps implements Instrumentation {
    private static final Metadata.Key<byte[]> ASK = InternalMetadata.keyOf("bare-ask", new AsTheyAre());
    private static final Metadata.Key<byte[]> STAMP = InternalMetadata.keyOf("bare-stamp", new AsTheyAre());
    private static final byte[] ASK_BYTES = "v=1".getBytes(US_ASCII);
    private static final byte[] STAMP_BYTES =
            "payments;t=48;q=2;w=1750000000000000;node=payments-1;role=service;region=eu".getBytes(US_ASCII);
    private static final ServerStreamTracer SILENT = new ServerStreamTracer() {};
    private static final Context.Key<Tracer> TRACER = Context.key("bare-tracer");

    /** What the client's latest tracer read, so that reading is no dead code. */
    private volatile byte @Nullable [] latest;

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
        byte[] read = latest;
        return read == null ? null : new String(read, US_ASCII);
    }

    @Override
    public long series() {
        return 0;
    }

    @Override
    public void close() {}

    /** Values as gRPC holds them. */
    private static final class AsTheyAre implements TrustedAsciiMarshaller<byte[]> {
        @Override
        public byte[] toAsciiString(byte[] value) {
            return value;
        }

        @Override
        public byte[] parseAsciiString(byte[] serialized) {
            return serialized;
        }
    }

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
            stamped.put(STAMP, STAMP_BYTES);
            super.close(status, stamped);
        }
    }

    private static final class AskingCall<Q, P> extends SimpleForwardingClientCall<Q, P> {
        AskingCall(ClientCall<Q, P> call) {
            super(call);
        }

        @Override
        public void start(Listener<P> listener, Metadata headers) {
            headers.put(ASK, ASK_BYTES);
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
