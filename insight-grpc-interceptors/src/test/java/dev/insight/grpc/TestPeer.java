package dev.insight.grpc;

import dev.insight.hop.HopTrailer;
import io.grpc.Attributes;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A real server on loopback that answers any method as it is told to, and remembers what it was asked. */
final class TestPeer implements AutoCloseable {
    static final byte[] SERVING = {8, 1};
    static final byte[] NOT_SERVING = {8, 2};
    private static final Metadata.Key<String> HOP = Metadata.Key.of(HopTrailer.KEY, Metadata.ASCII_STRING_MARSHALLER);

    final Queue<Metadata> asked = new ConcurrentLinkedQueue<>();
    final Queue<byte[]> payloads = new ConcurrentLinkedQueue<>();
    final Queue<String> methods = new ConcurrentLinkedQueue<>();
    final Queue<String> authorities = new ConcurrentLinkedQueue<>();
    /** Made since the start, and there now. */
    final AtomicInteger connections = new AtomicInteger();

    final AtomicInteger connected = new AtomicInteger();
    volatile byte[] answer = SERVING;
    volatile @Nullable String headerStamp;
    volatile @Nullable String trailerStamp;
    volatile boolean mute;
    volatile Status status = Status.OK;
    private final Server server;
    private final int port;

    private TestPeer(String host, int port, @Nullable SslContext tls) throws IOException {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress(host, port))
                .directExecutor()
                .permitKeepAliveTime(1, TimeUnit.SECONDS)
                .addTransportFilter(new ServerTransportFilter() {
                    @Override
                    public Attributes transportReady(Attributes attributes) {
                        connections.incrementAndGet();
                        connected.incrementAndGet();
                        return attributes;
                    }

                    @Override
                    public void transportTerminated(Attributes attributes) {
                        connected.decrementAndGet();
                    }
                })
                .fallbackHandlerRegistry(new AnyMethod());
        if (tls != null) {
            builder.sslContext(tls);
        }
        server = builder.build().start();
        this.port = server.getPort();
    }

    static TestPeer start() {
        return start("127.0.0.1", 0, null);
    }

    static TestPeer start(String host, int port, @Nullable SslContext tls) {
        try {
            return new TestPeer(host, port, tls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class AnyMethod extends HandlerRegistry {
        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
            MethodDescriptor<byte[], byte[]> method = MethodDescriptor.newBuilder(
                            ByteMarshaller.INSTANCE, ByteMarshaller.INSTANCE)
                    .setFullMethodName(name)
                    .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                    .build();
            return ServerMethodDefinition.create(method, this::answer);
        }

        private ServerCall.Listener<byte[]> answer(ServerCall<byte[], byte[]> call, Metadata headers) {
            asked.add(headers);
            methods.add(call.getMethodDescriptor().getFullMethodName());
            authorities.add(String.valueOf(call.getAuthority()));
            call.request(2);
            return new ServerCall.Listener<>() {
                @Override
                public void onMessage(byte[] message) {
                    payloads.add(message);
                }

                @Override
                public void onHalfClose() {
                    if (!mute) {
                        end(call);
                    }
                }
            };
        }

        private void end(ServerCall<byte[], byte[]> call) {
            Metadata trailers = new Metadata();
            put(trailers, trailerStamp);
            if (status.isOk()) {
                Metadata head = new Metadata();
                put(head, headerStamp);
                call.sendHeaders(head);
                call.sendMessage(answer);
                if (call.getMethodDescriptor().getFullMethodName().endsWith("/Watch")) {
                    return; // a watch stays open
                }
            }
            call.close(status, trailers);
        }

        private static void put(Metadata into, @Nullable String stamp) {
            if (stamp != null) {
                into.put(HOP, stamp);
            }
        }
    }
}
