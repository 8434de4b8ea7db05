package dev.insight.examples.soak;

import dev.insight.grpc.GrpcForwarder;
import dev.insight.grpc.GrpcInsight;
import dev.insight.probe.Probe;
import dev.insight.probe.Route;
import dev.insight.probe.Target;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One service and a few forwarders before it, each of which can be stopped and started again on its port. */
final class Fleet implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Server service;
    private final ManagedChannel toService;
    private final List<@Nullable Server> forwarders = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    Fleet(int size) throws IOException {
        service = GrpcInsight.builder("service")
                .build()
                .configureServer(NettyServerBuilder.forAddress(loopback(0)))
                .addService(new HealthStatusManager().getHealthService())
                .build()
                .start();
        toService = GrpcInsight.builder("forwarder")
                .build()
                .configureChannel(NettyChannelBuilder.forAddress(loopback(service.getPort()))
                        .usePlaintext())
                .build();
        for (int i = 0; i < size; i++) {
            forwarders.add(null);
            ports.add(0);
            start(i);
        }
    }

    int size() {
        return forwarders.size();
    }

    /** The probe of path {@code number}: a channel of its own, on one of the forwarders. */
    Probe probe(int number) {
        Target target = Target.builder(
                        "r" + number, "service", "127.0.0.1:" + ports.get(Math.floorMod(number, ports.size())))
                .authority("path-" + number + ".test")
                .build();
        return Probe.builder("here", target, Route.of("forwarded", "forwarder", "service"))
                .interval(INTERVAL)
                .timeout(Duration.ofMillis(900))
                .coldInterval(Duration.ofSeconds(20))
                .partialInterval(Duration.ofSeconds(10))
                .build();
    }

    List<Probe> probes(int from, int count) {
        List<Probe> probes = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            probes.add(probe(i));
        }
        return probes;
    }

    void start(int index) throws IOException {
        Server started = GrpcInsight.builder("forwarder")
                .build()
                .configureServer(NettyServerBuilder.forAddress(loopback(ports.get(index))))
                .fallbackHandlerRegistry(GrpcForwarder.create((method, headers, authority) -> toService))
                .build()
                .start();
        forwarders.set(index, started);
        ports.set(index, started.getPort());
    }

    void stop(int index) {
        Server stopped = forwarders.set(index, null);
        if (stopped != null) {
            end(stopped);
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < forwarders.size(); i++) {
            stop(i);
        }
        toService.shutdownNow();
        end(service);
    }

    private static void end(Server server) {
        try {
            server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
