package dev.insight.grpc;

import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Servers and channels of one test, all closed with it. */
final class World implements AutoCloseable {
    private final Net net;
    private final List<Server> servers = new ArrayList<>();
    private final List<ManagedChannel> channels = new ArrayList<>();

    World(Net net) {
        this.net = net;
    }

    /** A server that answers every method by {@code handler}, seen as {@code type}. */
    Server serve(
            MethodType type, ServerCallHandler<byte[], byte[]> handler, UnaryOperator<ServerBuilder<?>> configuration) {
        return serve(new OneHandler(type, handler), configuration);
    }

    Server serve(HandlerRegistry registry, UnaryOperator<ServerBuilder<?>> configuration) {
        try {
            Server server = configuration
                    .apply(net.server().fallbackHandlerRegistry(registry))
                    .build()
                    .start();
            servers.add(server);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A forwarder to {@code next} that stamps as {@code insight}. */
    Server forward(GrpcInsight insight, Server next) {
        ManagedChannel upstream = channel(next, insight::configureChannel);
        return serve(GrpcForwarder.create((method, headers, authority) -> upstream), insight::configureServer);
    }

    ManagedChannel channel(Server server) {
        return channel(server, builder -> builder);
    }

    ManagedChannel channel(Server server, UnaryOperator<ManagedChannelBuilder<?>> configuration) {
        ManagedChannel channel = configuration.apply(net.channel(server)).build();
        channels.add(channel);
        return channel;
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        servers.forEach(Server::shutdownNow);
        try {
            for (Server server : servers) {
                server.awaitTermination(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers one message to the request's end with its own last message. */
    static ServerCallHandler<byte[], byte[]> echo() {
        return onHalfClose(World::answer);
    }

    static void answer(ServerCall<byte[], byte[]> call, byte[] message) {
        call.sendHeaders(new Metadata());
        call.sendMessage(message);
        call.close(Status.OK, new Metadata());
    }

    /** Does {@code work} when the request is complete. */
    static ServerCallHandler<byte[], byte[]> onHalfClose(Work work) {
        return (call, headers) -> {
            call.request(Integer.MAX_VALUE);
            return new ServerCall.Listener<>() {
                private byte[] last = {};

                @Override
                public void onMessage(byte[] message) {
                    last = message;
                }

                @Override
                public void onHalfClose() {
                    work.on(call, last);
                }
            };
        };
    }

    interface Work {
        void on(ServerCall<byte[], byte[]> call, byte[] message);
    }

    private static final class OneHandler extends HandlerRegistry {
        private final MethodType type;
        private final ServerCallHandler<byte[], byte[]> handler;

        OneHandler(MethodType type, ServerCallHandler<byte[], byte[]> handler) {
            this.type = type;
            this.handler = handler;
        }

        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
            MethodDescriptor<byte[], byte[]> method = Caller.method(name, type);
            return ServerMethodDefinition.create(method, handler);
        }
    }
}
