package dev.insight.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.insight.grpc.GrpcInsight;
import dev.insight.probe.Probe;
import dev.insight.probe.Route;
import dev.insight.probe.Target;
import dev.insight.probe.TargetSource;
import dev.insight.runner.store.IncidentSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Incidents over restarts of a runner whose one target refuses connections. */
class RunnerRestartTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    @Test
    void an_incident_that_a_restart_interrupts_goes_on_as_another() throws Exception {
        IncidentSnapshot first;
        try (Runner runner = start()) {
            await().atMost(PATIENCE).until(() -> !runner.store().incidents().isEmpty());
            first = runner.store().incidents().get(0);
            assertThat(first.id()).matches("[0-9a-z]{6}-i1");
        }
        try (Runner runner = start()) {
            assertThat(runner.store().incidents()).singleElement().satisfies(kept -> {
                assertThat(kept.id()).isEqualTo(first.id());
                assertThat(kept.isInterrupted()).isTrue();
                assertThat(kept.openedEpochMicros()).isEqualTo(first.openedEpochMicros());
            });
            await().atMost(PATIENCE)
                    .until(() -> runner.store().incidents().get(0).isOpen());

            assertThat(runner.store().incidents().get(0)).satisfies(second -> {
                assertThat(second.id()).matches("[0-9a-z]{6}-i1").isNotEqualTo(first.id());
                assertThat(second.continues()).isEqualTo(first.id());
                assertThat(second.openedEpochMicros()).isEqualTo(first.openedEpochMicros());
            });
        }
    }

    private Runner start() throws IOException {
        Target target = Target.builder("sg", "payments", "127.0.0.1:1").build();
        Probe probe = Probe.builder("eu", target, Route.of("forwarded", "gateway-eu", "payments"))
                .interval(Duration.ofMillis(50))
                .timeout(Duration.ofMillis(200))
                .build();
        return Runner.builder()
                .targets(TargetSource.of(probe))
                .transport(GrpcInsight.transport())
                .incidents(directory.resolve("incidents"))
                .build()
                .start();
    }
}
