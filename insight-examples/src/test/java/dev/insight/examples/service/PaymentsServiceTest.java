package dev.insight.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.Insight;
import dev.insight.ProbeReport;
import dev.insight.grpc.GrpcInsight;
import dev.insight.probe.Probe;
import dev.insight.probe.Route;
import dev.insight.probe.Target;
import io.grpc.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaymentsServiceTest {
    @Test
    void the_service_stamps_a_probe() throws IOException {
        Server server = PaymentsService.start(0);
        Target target = Target.builder("sg", "payments", "127.0.0.1:" + server.getPort())
                .build();
        try (Insight insight = Insight.builder(GrpcInsight.transport()).build()) {
            List<ProbeReport> reports = insight.probeOnce(Probe.builder("eu", target, Route.of("direct", "payments"))
                    .timeout(Duration.ofSeconds(20))
                    .build());
            ProbeReport warm = reports.get(reports.size() - 1);
            assertThat(warm.result().outcome().isOk()).isTrue();
            assertThat(warm.decomposition().terms())
                    .extracting(term -> term.name())
                    .containsExactly("prober-eu>payments", "payments");
        } finally {
            server.shutdownNow();
        }
    }
}
