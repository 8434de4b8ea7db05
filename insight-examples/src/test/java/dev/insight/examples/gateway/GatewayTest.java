package dev.insight.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.Insight;
import dev.insight.ProbeReport;
import dev.insight.grpc.GrpcInsight;
import dev.insight.probe.Probe;
import dev.insight.probe.Route;
import dev.insight.probe.Target;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatewayTest {
    @Test
    void the_gateway_forwards_and_stamps_a_probe() throws IOException {
        Server service = GrpcInsight.builder("payments")
                .build()
                .configureServer(Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                        .addService(new HealthStatusManager().getHealthService()))
                .build()
                .start();
        try (Gateway gateway = new Gateway(0, "127.0.0.1:" + service.getPort());
                Insight insight = Insight.builder(GrpcInsight.transport()).build()) {
            Target target = Target.builder("sg", "payments", "127.0.0.1:" + gateway.port())
                    .build();
            List<ProbeReport> reports =
                    insight.probeOnce(Probe.builder("eu", target, Route.of("forwarded", "gateway", "payments"))
                            .timeout(Duration.ofSeconds(20))
                            .build());
            ProbeReport warm = reports.get(reports.size() - 1);
            assertThat(warm.result().outcome().isOk()).isTrue();
            assertThat(warm.decomposition().terms())
                    .extracting(term -> term.name())
                    .containsExactly("prober-eu>gateway", "gateway", "gateway>payments", "payments");
        } finally {
            service.shutdownNow();
        }
    }
}
