package dev.insight.benchmarks;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client and a server in one process that echo bytes. All executors are direct, so a call is the caller's thread's
 * work from start to end, and what it costs is what that thread spends.
 */
final class UnaryCalls implements AutoCloseable {
    static final MethodDescriptor<byte[], byte[]> METHOD = MethodDescriptor.newBuilder(Bytes.INSTANCE, Bytes.INSTANCE)
            .setType(MethodType.UNARY)
            .setFullMethodName("benchmark.Echo/Unary")
            .build();

    private final Instrumentation instrumentation;
    private final Server server;
    private final ManagedChannel channel;

    UnaryCalls(Instrumentation instrumentation) throws IOException {
        this.instrumentation = instrumentation;
        String name = InProcessServerBuilder.generateName();
        InProcessServerBuilder serverBuilder = InProcessServerBuilder.forName(name)
                .directExecutor()
                .addService(ServerServiceDefinition.builder("benchmark.Echo")
                        .addMethod(METHOD, UnaryCalls::echo)
                        .build());
        instrumentation.configureServer(serverBuilder);
        server = serverBuilder.build().start();
        InProcessChannelBuilder channelBuilder =
                InProcessChannelBuilder.forName(name).directExecutor();
        instrumentation.configureChannel(channelBuilder);
        channel = channelBuilder.build();
    }

    /** One call; returns what came back. */
    byte[] call(byte[] request) throws InterruptedException {
        ClientCall<byte[], byte[]> call = channel.newCall(METHOD, CallOptions.DEFAULT);
        Reply reply = new Reply();
        call.start(reply, new Metadata());
        call.request(2);
        call.sendMessage(request);
        call.halfClose();
        return reply.await();
    }

    /** {@link Instrumentation#series()}. */
    long series() {
        return instrumentation.series();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
        instrumentation.close();
    }

    private static ServerCall.Listener<byte[]> echo(ServerCall<byte[], byte[]> call, Metadata headers) {
        call.request(2);
        return new ServerCall.Listener<>() {
            private byte @Nullable [] request;

            @Override
            public void onMessage(byte[] message) {
                request = message;
            }

            @Override
            public void onHalfClose() {
                call.sendHeaders(new Metadata());
                call.sendMessage(request);
                call.close(Status.OK, new Metadata());
            }
        };
    }

    /** The first call waits for the connection; all later ones have their reply when they come to ask for it. */
    private static final class Reply extends ClientCall.Listener<byte[]> {
        private final CountDownLatch closed = new CountDownLatch(1);
        private byte @Nullable [] message;
        private @Nullable Status status;

        @Override
        public void onMessage(byte[] newMessage) {
            message = newMessage;
        }

        @Override
        public void onClose(Status newStatus, Metadata trailers) {
            status = newStatus;
            closed.countDown();
        }

        byte[] await() throws InterruptedException {
            if (!closed.await(10, TimeUnit.SECONDS) || message == null) {
                throw new IllegalStateException("the call did not end well: " + status);
            }
            return message;
        }
    }

    private enum Bytes implements MethodDescriptor.Marshaller<byte[]> {
        INSTANCE;

        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
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
