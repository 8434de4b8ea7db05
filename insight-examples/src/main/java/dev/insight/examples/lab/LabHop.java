package dev.insight.examples.lab;

import dev.insight.grpc.GrpcForwarder;
import dev.insight.grpc.GrpcInsight;
import dev.insight.hop.Ticker;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.util.AdvancedTlsX509KeyManager;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One gateway, mediary or service: a server on loopback, and channels to where it forwards. Thread-safe. */
final class LabHop implements AutoCloseable {
    static final Metadata.Key<String> TARGET_REGION =
            Metadata.Key.of("x-target-region", Metadata.ASCII_STRING_MARSHALLER);
    private static final int CLOSE_SECONDS = 5;

    private final Place place;
    private final HopExecutor executor;
    private final Troubles troubles;
    private final AdvancedTlsX509KeyManager identity = new AdvancedTlsX509KeyManager();
    private final Function<Place, ChannelCredentials> credentials;
    private final Map<Place, SocketAddress> upstreams;
    private final Map<Place, ManagedChannel> channels = new HashMap<>();
    private @Nullable Server server;

    /**
     * A hop that is not running yet.
     *
     * @param upstreams where to connect for each place it forwards to
     * @param credentials how to connect there
     */
    LabHop(
            Place place,
            Map<Place, SocketAddress> upstreams,
            Function<Place, ChannelCredentials> credentials,
            LabTimer timer) {
        this.place = place;
        this.upstreams = upstreams;
        this.credentials = credentials;
        executor = new HopExecutor(place.name(), new LabHost(Ticker.system()), Ticker.system());
        troubles = new Troubles(timer, executor);
    }

    Place place() {
        return place;
    }

    /** How its one instance is called. */
    String node() {
        return place.name() + "-1";
    }

    LabHost host() {
        return executor.host();
    }

    HopExecutor executor() {
        return executor;
    }

    Troubles troubles() {
        return troubles;
    }

    /** The certificate to show from the next handshake on. */
    void show(LabCertificates.Identity shown) {
        identity.updateIdentityCredentials(new X509Certificate[] {shown.certificate()}, shown.key());
    }

    /** Begins to listen, on a port of its own at each start. */
    synchronized void start() throws IOException {
        GrpcInsight insight = GrpcInsight.builder(place.name())
                .role(place.role())
                .node(node())
                .region(place.region())
                .build();
        upstreams.forEach((upstream, address) -> {
            ManagedChannel channel = insight.configureChannel(
                            NettyChannelBuilder.forAddress(address, credentials.apply(upstream))
                                    .overrideAuthority(upstream.name() + ".lab")
                                    .executor(executor))
                    .build();
            channel.getState(true);
            channels.put(upstream, channel);
        });
        ServerCredentials shown = place.isGateway()
                ? TlsServerCredentials.newBuilder().keyManager(identity).build()
                : InsecureServerCredentials.create();
        NettyServerBuilder building = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), shown)
                .executor(executor)
                .intercept(troubles);
        if (upstreams.isEmpty()) {
            building.addService(new HealthStatusManager().getHealthService());
        } else {
            Map<Place, Channel> routes = Map.copyOf(channels);
            building.fallbackHandlerRegistry(GrpcForwarder.create((method, headers, authority) -> {
                String target = headers.get(TARGET_REGION);
                return target == null ? null : routes.get(place.next(target));
            }));
        }
        server = insight.configureServer(building).build().start();
    }

    /** Ends as a process does that is killed: nothing that was under way is finished. */
    synchronized void stop() {
        try {
            channels.values().forEach(ManagedChannel::shutdownNow);
            if (server != null) {
                server.shutdownNow().awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
                server = null;
            }
            for (ManagedChannel channel : channels.values()) {
                channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            }
            channels.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where it listens. */
    synchronized InetSocketAddress address() throws ConnectException {
        if (server == null) {
            throw new ConnectException(place + " is down");
        }
        return (InetSocketAddress) server.getListenSockets().get(0);
    }

    /** Connects again at once where connecting failed, rather than after gRPC's growing pause. */
    synchronized void reconnect() {
        channels.values().forEach(ManagedChannel::resetConnectBackoff);
    }

    @Override
    public synchronized void close() {
        stop();
        // In this order: gRPC wants its executor until its last call has ended.
        executor.shutdown();
        try {
            executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
