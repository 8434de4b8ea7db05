package dev.insight.runner.cli;

import dev.insight.grpc.GrpcInsight;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A service on a free port of loopback that stamps, and answers whatever it is asked as a health service that serves. */
final class RehearsedService implements AutoCloseable {
    private static final byte[] SERVING = {0x08, 0x01};

    private final Semaphore calls = new Semaphore(0);
    private final Server server;

    private RehearsedService() throws IOException {
        server = GrpcInsight.builder("rehearsed")
                .role("service")
                .build()
                .configureServer(
                        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                                .fallbackHandlerRegistry(new AnyMethod()))
                .build()
                .start();
    }

    static RehearsedService start() throws IOException {
        return new RehearsedService();
    }

    int port() {
        return server.getPort();
    }

    /** Whether so many calls have come, or come within the time. */
    boolean answered(int count, int seconds) throws InterruptedException {
        return calls.tryAcquire(count, seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class AnyMethod extends HandlerRegistry {
        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
            MethodDescriptor<byte[], byte[]> method = MethodDescriptor.newBuilder(Bytes.INSTANCE, Bytes.INSTANCE)
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName(name)
                    .build();
            return ServerMethodDefinition.create(method, this::answer);
        }

        private ServerCall.Listener<byte[]> answer(ServerCall<byte[], byte[]> call, Metadata headers) {
            call.request(1);
            return new ServerCall.Listener<>() {
                @Override
                public void onHalfClose() {
                    call.sendHeaders(new Metadata());
                    call.sendMessage(SERVING);
                    call.close(Status.OK, new Metadata());
                    calls.release();
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
            try (stream) {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
