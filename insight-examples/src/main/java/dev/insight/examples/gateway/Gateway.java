package dev.insight.examples.gateway;

import dev.insight.grpc.GrpcForwarder;
import dev.insight.grpc.GrpcInsight;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import java.io.IOException;

/** A gateway in ten lines: forwards every call to one upstream, and stamps those that ask. */
public final class Gateway implements AutoCloseable {
    private final Server server;
    private final ManagedChannel upstream;

    Gateway(int port, String upstreamAddress) throws IOException {
        GrpcInsight insight = GrpcInsight.builder("gateway").role("gateway").build();
        upstream = insight.configureChannel(
                        Grpc.newChannelBuilder(upstreamAddress, InsecureChannelCredentials.create()))
                .build();
        server = insight.configureServer(Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create())
                        .fallbackHandlerRegistry(GrpcForwarder.create((method, headers, authority) -> upstream)))
                .build()
                .start();
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
        upstream.shutdownNow();
    }

    /** Listens on the port given first and forwards to the address given second. */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (Gateway gateway = new Gateway(Integer.parseInt(args[0]), args[1])) {
            System.out.println("gateway listens on port " + gateway.port());
            gateway.server.awaitTermination();
        }
    }
}
