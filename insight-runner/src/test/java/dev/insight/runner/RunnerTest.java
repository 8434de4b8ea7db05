package dev.insight.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.insight.grpc.GrpcInsight;
import dev.insight.probe.Probe;
import dev.insight.probe.Route;
import dev.insight.probe.Target;
import dev.insight.probe.TargetSource;
import dev.insight.runner.config.HttpConfig;
import dev.insight.runner.history.HistoryConfig;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class RunnerTest {
    private static final int STARTS = 40;

    @TempDir
    Path directory;

    @Test
    void starts_on_a_taken_port_leave_nothing_open() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) taken.getLocalSocketAddress();

            assertStartsLeaveNothing("cannot listen on", runner -> runner.listen(address));
        }
    }

    @Test
    void starts_with_a_bad_certificate_leave_nothing_open() throws Exception {
        Path junk = Files.writeString(directory.resolve("junk.pem"), "junk");

        assertStartsLeaveNothing(
                "http.tls.cert: " + junk, runner -> runner.security(new HttpConfig(junk, junk, null, null, null)));
    }

    @Test
    void records_lost_are_a_metric() throws Exception {
        try (Runner runner = Runner.builder()
                .transport(GrpcInsight.transport())
                .record(directory.resolve("recording"))
                .build()
                .start()) {
            URI metrics = runner.uri().resolve("/metrics");
            HttpRequest request = HttpRequest.newBuilder(metrics).build();

            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .body())
                    .contains("\ninsight_record_lost_total 0.0\n");
        }
    }

    @Test
    void path_that_is_probed_has_a_past_and_soon_a_baseline() throws Exception {
        try (TestWorld world = TestWorld.start();
                Runner runner = Runner.builder()
                        .transport(GrpcInsight.transport())
                        .targets(TargetSource.of(Probe.builder(
                                        "eu",
                                        Target.builder("sg", "payments", world.address())
                                                .build(),
                                        Route.of("forwarded", "gateway-eu", "payments"))
                                .interval(Duration.ofMillis(25))
                                .timeout(Duration.ofMillis(400))
                                .build()))
                        .history(new HistoryConfig(2 << 20))
                        .build()
                        .start()) {
            String path = "/api/v1/paths/eu/sg/forwarded/payments";

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(get(runner, path + "/history?points=2000"))
                            .contains("\"detail\":true", "{\"kind\":\"self\",\"name\":\"gateway-eu\""));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(get(runner, path))
                            .containsPattern("\"baseline\":\\{\"p50_ms\":[0-9.]+,\"p99_ms\":[0-9.]+,\"samples\":"));
        }
    }

    @Test
    void runner_is_not_ready_before_it_knows_what_to_probe() throws Exception {
        CountDownLatch known = new CountDownLatch(1);
        TargetSource slow = () -> {
            try {
                known.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return List.of();
        };
        try (Runner runner = Runner.builder()
                .transport(GrpcInsight.transport())
                .targets(slow)
                .build()
                .start()) {
            try {
                assertThat(status(runner, "/healthz")).isEqualTo(200);
                assertThat(status(runner, "/readyz")).isEqualTo(503);
            } finally {
                known.countDown();
            }
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(status(runner, "/readyz")).isEqualTo(200));
        }
    }

    private static int status(Runner runner, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(runner.uri().resolve(path)).build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    private static String get(Runner runner, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(runner.uri().resolve(path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private void assertStartsLeaveNothing(String message, UnaryOperator<RunnerBuilder> shape) {
        // The first loads classes, whose files stay open.
        failToStart(message, shape);
        long before = descriptors();
        for (int i = 0; i < STARTS; i++) {
            failToStart(message, shape);
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(descriptors() - before).isLessThan(STARTS / 2));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .filteredOn(thread -> thread.getName().startsWith("idle-timeout-task"))
                        .hasSizeLessThan(STARTS / 2));
    }

    private void failToStart(String message, UnaryOperator<RunnerBuilder> shape) {
        RunnerBuilder builder =
                shape.apply(Runner.builder().transport(GrpcInsight.transport()).record(directory.resolve("recording")));
        try (Runner runner = builder.build()) {
            assertThatIOException().isThrownBy(runner::start).withMessageContaining(message);
        }
    }

    private static long descriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }
}
