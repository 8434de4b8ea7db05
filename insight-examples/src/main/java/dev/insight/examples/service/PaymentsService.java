package dev.insight.examples.service;

import dev.insight.grpc.GrpcInsight;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;

/** A service with two lines of Insight: whoever asks is told how long a call was here, and how long it queued. */
public final class PaymentsService {
    private PaymentsService() {}

    static Server start(int port) throws IOException {
        GrpcInsight insight = GrpcInsight.builder("payments").role("service").build();
        ServerBuilder<?> server = Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create())
                .addService(new HealthStatusManager().getHealthService());
        return insight.configureServer(server).build().start();
    }

    /** Listens on the port given, or on any free one. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Server server = start(args.length == 0 ? 0 : Integer.parseInt(args[0]));
        System.out.println("payments listens on port " + server.getPort());
        server.awaitTermination();
    }
}
