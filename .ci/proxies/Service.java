import dev.insight.grpc.GrpcInsight;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What stands behind a proxy in the checks: a stamped service that ends calls in whatever way the request asks for, and a
 * slow wire to it. Run from source: {@code java -cp insight.jar Service.java PORT WIRE_PORT WIRE_MILLIS SERVICE_MILLIS}.
 */
final class Service {
    private static final Metadata.Key<String> TEXT = Metadata.Key.of("x-detail", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<byte[]> BINARY =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        int millis = Integer.parseInt(args[3]);
        ServerServiceDefinition service = ServerServiceDefinition.builder("check.Payments")
                .addMethod(method("Slow", MethodType.UNARY), slow(millis))
                .addMethod(method("Unary", MethodType.UNARY), asTold())
                .addMethod(method("Stream", MethodType.SERVER_STREAMING), asTold())
                .build();
        GrpcInsight insight = GrpcInsight.builder("payments").role("service").build();
        insight.configureServer(Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create())
                        .addService(service))
                .build()
                .start();
        wire(Integer.parseInt(args[1]), port, Integer.parseInt(args[2]));
    }

    /** Answers after a time of its own. */
    private static ServerCallHandler<byte[], byte[]> slow(int millis) {
        return (call, headers) -> {
            call.request(2);
            return new ServerCall.Listener<>() {
                @Override
                public void onHalfClose() {
                    try {
                        Thread.sleep(millis);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    call.sendHeaders(new Metadata());
                    call.sendMessage(new byte[0]);
                    call.close(Status.OK, new Metadata());
                }
            };
        };
    }

    /** The request's message says how to end: {@code [headers] [messages=N] status=CODE}. */
    private static ServerCallHandler<byte[], byte[]> asTold() {
        return (call, headers) -> {
            call.request(2);
            return new ServerCall.Listener<>() {
                private String told = "";

                @Override
                public void onMessage(byte[] message) {
                    told = new String(message, StandardCharsets.UTF_8);
                }

                @Override
                public void onHalfClose() {
                    int messages = number("messages=");
                    if (told.contains("headers") || messages > 0) {
                        Metadata first = new Metadata();
                        first.put(TEXT, "in the headers");
                        call.sendHeaders(first);
                    }
                    for (int i = 0; i < messages; i++) {
                        call.sendMessage(("message " + i).getBytes(StandardCharsets.UTF_8));
                    }
                    Metadata trailers = new Metadata();
                    trailers.put(TEXT, "first, in quotes: \"a;b\"");
                    trailers.put(TEXT, "second");
                    trailers.put(BINARY, new byte[] {0, 1, (byte) 0xff, 10, 13});
                    call.close(
                            Status.fromCodeValue(number("status=")).withDescription("100 % of a \u00fcber \u2713 lot\nfailed"),
                            trailers);
                }

                private int number(String key) {
                    int at = told.indexOf(key);
                    return at < 0 ? 0 : Integer.parseInt(told.substring(at + key.length()).split(" ")[0]);
                }
            };
        };
    }

    /** TCP in at one port, out at the other, each byte that much later in either direction. */
    private static void wire(int port, int to, int millis) throws IOException {
        try (ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            while (true) {
                Socket near = server.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                leg(near, far, millis);
                leg(far, near, millis);
            }
        }
    }

    private static void leg(Socket from, Socket to, int millis) {
        BlockingQueue<Piece> under = new LinkedBlockingQueue<>(10_000);
        new Thread(() -> read(from, under, millis)).start();
        new Thread(() -> write(under, to)).start();
    }

    /** Bytes under way, and when they arrive; none where the connection ends. */
    private record Piece(byte[] bytes, long dueNanos) {}

    private static void read(Socket from, BlockingQueue<Piece> under, int millis) {
        byte[] buffer = new byte[65_536];
        int length = 0;
        while (length >= 0) {
            try {
                length = from.getInputStream().read(buffer);
            } catch (IOException e) {
                length = -1;
            }
            long due = System.nanoTime() + millis * 1_000_000L;
            under.add(new Piece(Arrays.copyOf(buffer, Math.max(length, 0)), due));
        }
    }

    private static void write(BlockingQueue<Piece> under, Socket to) {
        try (to) {
            for (Piece piece = under.take(); piece.bytes.length > 0; piece = under.take()) {
                TimeUnit.NANOSECONDS.sleep(piece.dueNanos - System.nanoTime());
                to.getOutputStream().write(piece.bytes);
            }
        } catch (IOException | InterruptedException e) {
            // the other leg sees its end too
        }
    }

    private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setFullMethodName("check.Payments/" + name)
                .setType(type)
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
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
