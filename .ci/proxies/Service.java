import dev.insight.grpc.GrpcForwarder;
import dev.insight.grpc.GrpcInsight;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What stands around proxies in the checks: a stamped service that takes a known time or ends calls in whatever way the
 * request asks for, a gateway, and wires that take a known time in either direction. Arguments:
 * {@code PORT MILLIS GATEWAY_PORT GATEWAY_UPSTREAM_PORT [WIRE_PORT:TO_PORT:MILLIS]...}
 */
final class Service {
    private static final Metadata.Key<String> TEXT = Metadata.Key.of("x-detail", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<byte[]> BINARY =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);
    /** {@code HealthCheckResponse{status: SERVING}}. */
    private static final byte[] SERVING = {0x08, 0x01};

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        GrpcInsight insight = GrpcInsight.builder("payments").role("service").build();
        Server service = insight.configureServer(Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create())
                        .addService(ServerServiceDefinition.builder("grpc.health.v1.Health")
                                .addMethod(Methods.of("grpc.health.v1.Health/Check", MethodType.UNARY), slow(args[1]))
                                .build())
                        .addService(ServerServiceDefinition.builder("check.Payments")
                                .addMethod(Methods.of("check.Payments/Unary", MethodType.UNARY), asTold())
                                .addMethod(Methods.of("check.Payments/Stream", MethodType.SERVER_STREAMING), asTold())
                                .build()))
                .build()
                .start();
        gateway(Integer.parseInt(args[2]), "127.0.0.1:" + args[3]);
        for (String wire : Arrays.asList(args).subList(4, args.length)) {
            String[] parts = wire.split(":");
            ServerSocket server = new ServerSocket(Integer.parseInt(parts[0]), 50, InetAddress.getLoopbackAddress());
            new Thread(() -> wire(server, Integer.parseInt(parts[1]), Integer.parseInt(parts[2]))).start();
        }
        service.awaitTermination();
    }

    private static void gateway(int port, String address) throws IOException {
        GrpcInsight insight = GrpcInsight.builder("gateway-eu").role("gateway").build();
        ManagedChannel upstream = insight.configureChannel(
                        Grpc.newChannelBuilder(address, InsecureChannelCredentials.create()))
                .build();
        insight.configureServer(Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create())
                        .fallbackHandlerRegistry(GrpcForwarder.create((method, headers, authority) -> upstream)))
                .build()
                .start();
    }

    /** A health check that takes a time of the service's own. */
    private static ServerCallHandler<byte[], byte[]> slow(String millis) {
        return (call, headers) -> {
            call.request(2);
            return new ServerCall.Listener<>() {
                @Override
                public void onHalfClose() {
                    try {
                        Thread.sleep(Integer.parseInt(millis));
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    call.sendHeaders(new Metadata());
                    call.sendMessage(SERVING);
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
    private static void wire(ServerSocket server, int to, int millis) {
        while (true) {
            try {
                Socket near = server.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                leg(near, far, millis);
                leg(far, near, millis);
            } catch (IOException e) {
                System.err.println("no wire to " + to + ": " + e.getMessage()); // what stands there is not up yet
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
}
