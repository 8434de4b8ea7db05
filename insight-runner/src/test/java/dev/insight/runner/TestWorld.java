package dev.insight.runner;

import dev.insight.grpc.GrpcForwarder;
import dev.insight.grpc.GrpcInsight;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A gateway and a service behind it on loopback, both stamping, over real HTTP/2. */
public final class TestWorld implements AutoCloseable {
    private static final byte[] SERVING = {8, 1};

    /** Headers of the calls that reached the service. */
    public final Queue<Metadata> asked = new ConcurrentLinkedQueue<>();

    /** How the service answers. */
    public volatile Status status = Status.OK;

    /** Milliseconds from the request to the answer. */
    public volatile long answerMillis;

    private final Server service;
    private final Server gateway;
    private final ManagedChannel upstream;

    private TestWorld() throws IOException {
        service = GrpcInsight.builder("payments")
                .role("service")
                .node("payments-1")
                .build()
                .configureServer(server().fallbackHandlerRegistry(new AnyMethod()))
                .build()
                .start();
        GrpcInsight hop = GrpcInsight.builder("gateway-eu")
                .role("gateway")
                .node("gateway-eu-1")
                .build();
        upstream = hop.configureChannel(NettyChannelBuilder.forAddress("127.0.0.1", service.getPort())
                        .usePlaintext())
                .build();
        gateway = hop.configureServer(server().fallbackHandlerRegistry(
                                GrpcForwarder.create((method, headers, authority) -> upstream)))
                .build()
                .start();
    }

    /** Starts both. */
    public static TestWorld start() {
        try {
            return new TestWorld();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the gateway listens. */
    public String address() {
        return "127.0.0.1:" + gateway.getPort();
    }

    @Override
    public void close() {
        gateway.shutdownNow();
        upstream.shutdownNow();
        service.shutdownNow();
        try {
            gateway.awaitTermination(5, TimeUnit.SECONDS);
            upstream.awaitTermination(5, TimeUnit.SECONDS);
            service.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static NettyServerBuilder server() {
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private final class AnyMethod extends HandlerRegistry {
        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
            MethodDescriptor<byte[], byte[]> method = MethodDescriptor.newBuilder(Bytes.INSTANCE, Bytes.INSTANCE)
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName(name)
                    .build();
            return ServerMethodDefinition.create(method, (ServerCallHandler<byte[], byte[]>) this::answer);
        }

        private ServerCall.Listener<byte[]> answer(ServerCall<byte[], byte[]> call, Metadata headers) {
            asked.add(headers);
            call.request(1);
            return new ServerCall.Listener<>() {
                @Override
                public void onHalfClose() {
                    CompletableFuture.delayedExecutor(answerMillis, TimeUnit.MILLISECONDS, Runnable::run)
                            .execute(this::close);
                }

                private void close() {
                    Status now = status;
                    if (now.isOk()) {
                        call.sendHeaders(new Metadata());
                        call.sendMessage(SERVING);
                    }
                    call.close(now, new Metadata());
                }
            };
        }
    }

    private enum Bytes implements MethodDescriptor.Marshaller<byte[]> {
        INSTANCE;

        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
