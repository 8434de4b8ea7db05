package dev.insight.runner.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.re2j.Pattern;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.insight.runner.TestWorld;
import dev.insight.runner.blackbox.BlackboxConfig;
import dev.insight.runner.blackbox.IpChoice;
import dev.insight.runner.blackbox.LinePeer;
import dev.insight.runner.blackbox.ProbeModule;
import dev.insight.runner.blackbox.QueryStep;
import dev.insight.runner.blackbox.TlsSettings;
import dev.insight.runner.config.HttpConfig;
import dev.insight.runner.metrics.PrometheusMetrics;
import dev.insight.runner.store.PathStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeEndpointTest {
    private static final ProbeModule WAITING = waiting(Duration.ofSeconds(3));
    private static final Map<String, ProbeModule> MODULES = Map.of(
            "plain",
            new ProbeModule.Grpc(Duration.ZERO, "", IpChoice.DEFAULT, false, TlsSettings.DEFAULT, List.of()),
            "waiting",
            WAITING,
            "held",
            waiting(Duration.ofMinutes(1)),
            "web",
            new ProbeModule.Foreign("http"));

    private final PrometheusMetrics metrics = PrometheusMetrics.create();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private RunnerHttp http = serve(new BlackboxConfig(false, MODULES), HttpConfig.open());

    @AfterEach
    void close() {
        http.close();
        metrics.close();
    }

    @Test
    void a_probe_is_answered_in_prometheus_text() throws Exception {
        try (TestWorld world = TestWorld.start()) {
            HttpResponse<String> response = get("module=plain&target=" + world.address());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type"))
                    .contains("text/plain; version=0.0.4; charset=utf-8");
            assertThat(response.body())
                    .contains("# HELP probe_success Displays whether or not the probe was a success\n"
                            + "# TYPE probe_success gauge\nprobe_success 1.0\n")
                    .contains("probe_grpc_healthcheck_response{serving_status=\"SERVING\"} 1.0\n");
        }
    }

    @Test
    void debug_tells_what_was_done() throws Exception {
        try (LinePeer peer = LinePeer.saying("hello\nx marks\n")) {
            String body =
                    get("debug=true&module=waiting&target=" + peer.address()).body();

            assertThat(body)
                    .contains("read \"hello\"")
                    .contains("probe_success 1.0")
                    .contains("timeout: 3000ms");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "target=x|400|module is missing, which stands for http_2xx, and there is no module http_2xx; there are held, plain, waiting",
                "module=none%0d%0aSet-Cookie:x&target=x|400|there is no module none??Set-Cookie:x; there are held, plain, waiting",
                "module=web&target=x|400|the module web is of the prober http, which is left to blackbox_exporter; there are held, plain, waiting",
                "module=plain|400|the target is missing, write ?target=host:port",
                "module=plain&target=|400|the target is missing, write ?target=host:port",
                "module=plain&target=a%0d%0ab:1|200|",
                "module=plain&target=%00|200|",
            })
    void what_is_asked_wrongly_is_told(String query, int status, String text) throws Exception {
        HttpResponse<String> response = get(query);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).startsWith(text == null ? "# HELP probe_" : text + "\n");
    }

    @Test
    void what_is_no_encoding_is_left_out() throws Exception {
        String body = raw(
                "GET /probe?%zz=1&module=plain&;&=&&target HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(body).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void what_is_too_long_is_refused() throws Exception {
        assertThat(get("module=plain&target=" + "x".repeat(3_000)).statusCode()).isEqualTo(400);
        assertThat(get("target=x&module=" + "y".repeat(100)).body())
                .contains("y".repeat(60) + "…")
                .doesNotContain("y".repeat(61));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "NaN", "Infinity", "1e999"})
    void a_timeout_that_is_none_is_told(String seconds) throws Exception {
        HttpResponse<String> response =
                get("module=plain&target=127.0.0.1:1", "X-Prometheus-Scrape-Timeout-Seconds", seconds);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("X-Prometheus-Scrape-Timeout-Seconds is no number of seconds");
    }

    @ParameterizedTest
    @CsvSource({
        ",0,119500",
        ",7000,7000",
        "10,0,9500",
        "10,7000,7000",
        "5,7000,4500",
        "0,0,119500",
        "0.2,7000,7000",
        "0.2,0,0",
        "-3,7000,7000",
        "1000000,0,119500",
        "10,999999999,9500",
        "0.2,999999999,120000"
    })
    void the_timeout_is_the_scrapes_less_half_a_second_or_the_modules(String header, long module, long millis) {
        assertThat(ProbeTimeout.of(header, Duration.ofMillis(module))).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void only_this_machine_may_probe_unless_the_configuration_says_more() throws Exception {
        String request = "GET /probe?module=plain&target=127.0.0.1:1 HTTP/1.1\r\nConnection: close\r\n";
        List<String> foreign =
                List.of("Host: insight.example\r\n", "Host: localhost\r\nX-Forwarded-For: 192.0.2.7\r\n");
        for (String headers : foreign) {
            assertThat(raw(request + headers + "\r\n"))
                    .startsWith("HTTP/1.1 403 ")
                    .contains("blackbox: {}");
        }
        String site = request + "Host: localhost\r\nSec-Fetch-Site: cross-site\r\n\r\n";
        assertThat(raw(site)).startsWith("HTTP/1.1 403 ").contains("requests from other sites send no probes");
        assertThat(raw(request + "Host: localhost\r\n\r\n")).startsWith("HTTP/1.1 200 ");

        again(new BlackboxConfig(true, MODULES), HttpConfig.open());
        for (String headers : foreign) {
            assertThat(raw(request + headers + "\r\n")).startsWith("HTTP/1.1 200 ");
        }
        assertThat(raw(site)).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void a_password_is_asked_of_probes_too() throws Exception {
        again(new BlackboxConfig(true, MODULES), new HttpConfig(null, null, null, "me", "secret"));

        assertThat(get("module=plain&target=127.0.0.1:1").statusCode()).isEqualTo(401);
        assertThat(get("module=plain&target=127.0.0.1:1", "Authorization", "Basic bWU6c2VjcmV0")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void probes_that_wait_delay_nobody_and_too_many_are_refused() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(44);
        try (LinePeer silent = LinePeer.heldBy(held, "x\n")) {
            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                waiting.add(client.sendAsync(
                                request("/probe?module=held&target=" + silent.address()), BodyHandlers.ofString())
                        .whenComplete((response, fault) -> refused.countDown()));
            }
            assertThat(client.send(request("/healthz"), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
            // As long as the others are held, they alone are answered.
            assertThat(refused.await(25, TimeUnit.SECONDS)).isTrue();
            held.countDown();
            int busy = 0;
            for (CompletableFuture<HttpResponse<String>> each : waiting) {
                HttpResponse<String> response = each.join();
                busy += response.statusCode() == 503 ? 1 : 0;
                assertThat(response.body()).contains(response.statusCode() == 503 ? "ask again" : "probe_success 1.0");
            }
            assertThat(busy).isEqualTo(44);
            assertThat(client.send(request("/metrics"), BodyHandlers.ofString()).body())
                    .contains("insight_blackbox_refused_total 44.0\n");
        }
    }

    @Test
    void a_client_that_goes_away_or_does_not_read_harms_nobody() throws Exception {
        try (LinePeer peer = LinePeer.saying("x\n")) {
            for (int i = 0; i < 50; i++) {
                try (RawClient rude = new RawClient(http.uri())) {
                    rude.send("GET /probe?module=waiting&target=" + peer.address()
                            + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
                }
            }
            assertThat(get("module=waiting&target=" + peer.address()).body()).contains("probe_success 1.0");
        }
    }

    @Test
    void a_thousand_probes_leave_nothing_behind() throws Exception {
        try (TestWorld world = TestWorld.start();
                LinePeer peer = LinePeer.saying("x\n")) {
            List<String> queries = List.of(
                    "module=plain&target=" + world.address(),
                    "module=waiting&target=" + peer.address(),
                    "module=plain&target=127.0.0.1:1",
                    "module=plain&target=nothing.invalid:1");
            for (String query : queries) {
                get(query);
            }
            long files = openFiles();
            for (int i = 0; i < 250; i++) {
                for (String query : queries) {
                    assertThat(get(query).statusCode()).isEqualTo(200);
                }
            }
            // Peers close in their own time, and idle threads leave after ten seconds.
            await().atMost(Duration.ofSeconds(60)).until(() -> openFiles() <= files + 20);
            await().atMost(Duration.ofSeconds(60)).until(() -> threads() == 0);
        }
    }

    private static ProbeModule waiting(Duration timeout) {
        QueryStep step = new QueryStep(Pattern.compile("x"), "", Map.of(), "", false);
        return new ProbeModule.Tcp(timeout, IpChoice.DEFAULT, null, List.of(step), false, TlsSettings.DEFAULT);
    }

    private static long openFiles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("insight-blackbox"))
                .count();
    }

    private RunnerHttp serve(BlackboxConfig config, HttpConfig security) {
        try {
            return RunnerHttp.builder(metrics, PathStore.create())
                    .probes(() -> config)
                    .security(security)
                    .start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void again(BlackboxConfig config, HttpConfig security) {
        http.close();
        http = serve(config, security);
    }

    private HttpResponse<String> get(String query, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(http.uri() + "/probe?" + query))
                .timeout(Duration.ofSeconds(20));
        return client.send(
                headers.length == 0 ? request.build() : request.headers(headers).build(), BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(http.uri() + path))
                .timeout(Duration.ofSeconds(30))
                .build();
    }

    private String raw(String request) throws IOException {
        try (RawClient raw = new RawClient(http.uri())) {
            return raw.send(request).readAll();
        }
    }
}
