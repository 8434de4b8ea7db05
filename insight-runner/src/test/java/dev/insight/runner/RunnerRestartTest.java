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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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

    @Test
    void status_names_the_file_only_where_incidents_are_kept_in_it() throws Exception {
        try (Runner keeps = start();
                Runner second = start()) {
            assertThat(status(keeps)).contains("\"incidents_kept\":\"incidents\"");
            assertThat(status(second))
                    .as("of one that another keeps the file from")
                    .contains("\"incidents_kept\":null");
        }
    }

    private static String status(Runner runner) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(runner.uri().resolve("/api/v1/status")).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
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
