package dev.insight.examples.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.insight.Insight;
import dev.insight.grpc.GrpcInsight;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.protobuf.services.HealthStatusManager;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class HostApplicationTest {
    @Test
    void latency_stands_in_the_application_s_registry_until_the_prober_ends() throws IOException {
        MeterRegistry registry = new SimpleMeterRegistry();
        Server service = GrpcInsight.builder("payments")
                .build()
                .configureServer(Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                        .addService(new HealthStatusManager().getHealthService()))
                .build()
                .start();
        try (Insight insight = HostApplication.embed(registry, "127.0.0.1:" + service.getPort())) {
            await().until(() -> {
                Gauge latency = registry.find("cross.region.latency.ms").gauge();
                return latency != null && latency.value() > 0;
            });
            assertThat(insight.status().paths()).isEqualTo(1);
        } finally {
            service.shutdownNow();
        }
        assertThat(registry.find("cross.region.latency.ms").gauge()).isNull();
    }
}
