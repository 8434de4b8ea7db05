package dev.insight.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Forwards calls of every method to another channel: messages, metadata, status and trailers untouched, deadline and
 * cancellation passed on, and never more than one message held per direction. With {@link GrpcInsight} on its server
 * and its channels, a gateway or mediary in ten lines. Give it to {@code ServerBuilder.fallbackHandlerRegistry}.
 * Compressed messages go on uncompressed. Thread-safe.
 */
public final class GrpcForwarder extends HandlerRegistry {
    private final ServerCallHandler<byte[], byte[]> handler = this::forward;
    private final Router router;

    private GrpcForwarder(Router router) {
        this.router = Objects.requireNonNull(router, "router == null");
    }

    /** Forwards each call where {@code router} says. */
    public static GrpcForwarder create(Router router) {
        return new GrpcForwarder(router);
    }

    @Override
    public @Nullable ServerMethodDefinition<?, ?> lookupMethod(String methodName, @Nullable String authority) {
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.newBuilder(
                        ByteMarshaller.INSTANCE, ByteMarshaller.INSTANCE)
                .setType(MethodType.UNKNOWN)
                .setFullMethodName(methodName)
                .build();
        return ServerMethodDefinition.create(method, handler);
    }

    private ServerCall.Listener<byte[]> forward(ServerCall<byte[], byte[]> from, Metadata headers) {
        MethodDescriptor<byte[], byte[]> method = from.getMethodDescriptor();
        Channel channel = router.route(method.getFullMethodName(), headers, from.getAuthority());
        if (channel == null) {
            from.close(
                    Status.UNIMPLEMENTED.withDescription("no route for " + method.getFullMethodName()), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        return new ForwardedCall(from, channel.newCall(method, CallOptions.DEFAULT)).start(headers);
    }

    /** Chooses where a call goes on to. Thread-safe; it must not block. */
    @FunctionalInterface
    public interface Router {
        /** The channel for a call, or null to answer {@code UNIMPLEMENTED}. */
        @Nullable
        Channel route(String fullMethodName, Metadata headers, @Nullable String authority);
    }
}
