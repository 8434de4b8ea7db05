package dev.insight.runner.http;

import static dev.insight.runner.SampleReports.MILLI;
import static dev.insight.runner.SampleReports.PROBE;
import static dev.insight.runner.SampleReports.ok;
import static dev.insight.runner.SampleVerdicts.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.PathBaseline;
import dev.insight.diagnosis.PathStatus;
import dev.insight.diagnosis.Verdict;
import dev.insight.runner.metrics.PrometheusMetrics;
import dev.insight.runner.store.PathStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunnerHttpTest {
    private final PrometheusMetrics metrics = PrometheusMetrics.create();
    private final PathStore store = PathStore.create();
    private final AtomicBoolean ready = new AtomicBoolean();
    private final AtomicInteger reloads = new AtomicInteger();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private RunnerHttp http;

    @BeforeEach
    void serve() throws IOException {
        http = RunnerHttp.builder(metrics, store)
                .ready(ready::get)
                .reload(reloads::incrementAndGet)
                .start();
        metrics.listener().onAdded(PROBE);
        store.onAdded(PROBE);
        metrics.listener().onReport(ok(PROBE, 0, 47 * MILLI));
        store.onReport(ok(PROBE, 0, 47 * MILLI));
    }

    @AfterEach
    void close() {
        http.close();
        metrics.close();
    }

    @Test
    void metrics_come_in_the_format_asked_for() throws Exception {
        assertThat(get("/metrics").headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(get("/metrics").body()).contains("cross_region_latency_ms{").contains("} 47.0\n");
        assertThat(get("/metrics", "Accept", "application/openmetrics-text;version=1.0.0")
                        .body())
                .endsWith("# EOF\n");
        assertThat(get(
                                "/metrics",
                                "Accept",
                                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited")
                        .headers()
                        .firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/vnd.google.protobuf"));
    }

    @Test
    void metrics_are_compressed_for_who_can_read_that() throws Exception {
        HttpResponse<byte[]> response =
                client.send(request("/metrics", "Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());

        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains("cross_region_latency_ms{");
        }
    }

    @Test
    void what_has_a_quality_of_zero_is_not_sent() throws Exception {
        for (String refusing : List.of("gzip;q=0, identity", "identity, gzip; Q=0.000", "not-gzip")) {
            assertThat(get("/metrics", "Accept-Encoding", refusing).headers().firstValue("Content-Encoding"))
                    .as(refusing)
                    .isEmpty();
        }
        assertThat(get("/metrics", "Accept-Encoding", "identity;q=0, gzip;q=0.5")
                        .headers()
                        .firstValue("Content-Encoding"))
                .contains("gzip");
        assertThat(get("/metrics", "Accept", "application/openmetrics-text;version=1.0.0;q=0, text/plain")
                        .headers()
                        .firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    }

    @Test
    void health_is_not_readiness() throws Exception {
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        ready.set(true);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void paths_lead_to_each_path() throws Exception {
        String url = "/api/v1/paths/eu/sg/forwarded/payments";
        assertThat(get("/api/v1/paths").body())
                .contains("\"id\":\"eu>sg/forwarded/payments\"")
                .contains("\"url\":\"" + url + "\"");

        String detail = get(url).body();
        assertThat(detail)
                .contains(
                        "\"latency_ms\":{\"count\":1,\"last\":47.0,\"p50\":47.0,\"p90\":47.0,\"p99\":47.0,\"max\":47.0}")
                .contains("{\"kind\":\"self\",\"name\":\"gateway-eu\"");
        assertThat(get("/api/v1/paths/eu%3Esg%2Fforwarded%2Fpayments").body()).isEqualTo(detail);
    }

    @Test
    void paths_say_what_diagnosis_knows() throws Exception {
        assertThat(get("/api/v1/paths").body()).contains("\"diagnosis\":\"learning\",\"suspect\":null,\"hint\":null");

        store.onPathStatus(new PathStatus(PROBE.path(), 0, PathStatus.State.WATCHING, "gateway-eu", null));
        assertThat(get("/api/v1/paths").body()).contains("\"diagnosis\":\"watching\",\"suspect\":\"gateway-eu\"");
    }

    @Test
    void path_and_its_terms_say_what_they_usually_take_once_that_is_known() throws Exception {
        String url = "/api/v1/paths/eu/sg/forwarded/payments";
        assertThat(get("/api/v1/paths").body()).contains("\"baseline\":null");
        assertThat(get(url).body()).contains("\"queue_p99_ms\":0.1},\"baseline\":null}");

        PathBaseline.Level whole = new PathBaseline.Level(46 * MILLI, 49 * MILLI, 240);
        PathBaseline.Level gateway = new PathBaseline.Level(900_000, 2 * MILLI, 13);
        store.onBaseline(new PathBaseline(PROBE.path(), 0, whole, Map.of("gateway-eu", gateway)));
        assertThat(get("/api/v1/paths").body())
                .contains("\"baseline\":{\"p50_ms\":46.0,\"p99_ms\":49.0,\"samples\":240}");
        assertThat(get(url).body())
                .contains("\"queue_p99_ms\":0.1},\"baseline\":{\"p50_ms\":0.9,\"p99_ms\":2.0,\"samples\":13}}")
                .contains("\"queue_p99_ms\":null},\"baseline\":null}");
    }

    @Test
    void incidents_are_verdicts_with_when_they_opened_and_closed_the_open_ones_first() throws Exception {
        assertThat(get("/api/v1/incidents").body()).isEqualTo("{\"incidents\":[]}");
        store.onVerdict(verdict("i1", Verdict.State.OPEN, Cause.HOP_SLOW, "gateway-eu", 10));
        store.onVerdict(verdict("i2", Verdict.State.OPEN, Cause.HOP_DOWN, "payments", 11));
        store.onVerdict(verdict("i2", Verdict.State.CLOSE, Cause.HOP_DOWN, "payments", 75));

        assertThat(get("/api/v1/incidents").body())
                .startsWith("{\"incidents\":[{\"t\":1760000010.000000,\"id\":\"i1\",\"state\":\"open\","
                        + "\"cause\":\"hop_slow\",\"component\":\"gateway-eu\",\"confidence\":0.97,")
                .contains("\"paths\":[\"eu>sg/forwarded\"]")
                .contains("\"cleared\":[{\"component\":\"gateway-eu\",\"bound_ms\":2.0}]")
                .contains("\"opened\":1760000010.000000,\"closed\":null,\"interrupted\":false,\"continues\":null},"
                        + "{\"t\":1760000075.000000,\"id\":\"i2\"")
                .endsWith("\"opened\":1760000011.000000,\"closed\":1760000075.000000,"
                        + "\"interrupted\":false,\"continues\":null}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nowhere",
                "/api/v1/paths/eu/sg/forwarded/orders",
                "/api/v1/paths/eu/sg",
                "/api/v1/paths/x",
                "/metricsx",
                "/metrics/",
                "/api/v1/paths/eu/sg/forwarded/payments/"
            })
    void what_is_not_there_is_not_found(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void the_index_lists_what_is_there() throws Exception {
        assertThat(get("/").body())
                .contains("/metrics")
                .contains("/api/v1/paths")
                .contains("/-/reload");
    }

    @Test
    void head_is_get_without_the_body() throws Exception {
        HttpResponse<String> response = client.send(
                request("/metrics").method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void reading_is_by_get_and_changing_by_post() throws Exception {
        assertThat(post("/metrics").statusCode()).isEqualTo(405);
        HttpResponse<String> response = get("/-/reload");
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("POST");
        assertThat(reloads).hasValue(0);
    }

    @Test
    void reload_reloads() throws Exception {
        assertThat(post("/-/reload").statusCode()).isEqualTo(200);
        assertThat(reloads).hasValue(1);
    }

    @Test
    void a_reload_that_fails_says_why() throws Exception {
        try (RunnerHttp failing = RunnerHttp.builder(metrics, store)
                .reload(() -> {
                    throw new IOException("insight.yaml:3:5 targets: nonsense");
                })
                .start()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(failing.uri().resolve("/-/reload"))
                            .POST(BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).isEqualTo("the old configuration stays: insight.yaml:3:5 targets: nonsense\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example\r\n",
                "Host: localhost.evil.example\r\n",
                "Host: 127.0.0.1.evil.example:80\r\n",
                "Host: localhost\r\nOrigin: http://evil.example\r\n",
                "Host: localhost\r\nOrigin: null\r\n",
                "Host: localhost\r\nSec-Fetch-Site: cross-site\r\n",
                "Host: localhost\r\nX-Forwarded-For: 192.0.2.7\r\n"
            })
    void a_page_elsewhere_cannot_reload(String headers) throws Exception {
        assertThat(raw("POST /-/reload HTTP/1.1\r\n" + headers + "Content-Length: 0\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(reloads).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost\r\n",
                "Host: 127.0.0.1:9464\r\n",
                "Host: [::1]:9464\r\n",
                "Host: localhost:9464\r\nOrigin: http://localhost:9464\r\nSec-Fetch-Site: same-origin\r\n"
            })
    void this_machine_can_reload(String headers) throws Exception {
        assertThat(raw("POST /-/reload HTTP/1.1\r\n" + headers + "Content-Length: 0\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void a_long_body_is_refused_and_not_waited_for() throws Exception {
        assertThat(raw("POST /-/reload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
        assertThat(reloads).hasValue(0);
    }

    @Test
    void a_short_body_does_no_harm() throws Exception {
        assertThat(
                        raw(
                                "POST /-/reload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void answers_may_not_be_framed_sniffed_or_kept() throws Exception {
        var headers = get("/api/v1/paths").headers();
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
        assertThat(headers.firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void an_address_in_use_is_named() {
        int port = http.uri().getPort();
        assertThatIOException()
                .isThrownBy(() -> RunnerHttp.builder(metrics, store)
                        .listen(new InetSocketAddress("127.0.0.1", port))
                        .start())
                .withMessageStartingWith("cannot listen on 127.0.0.1:" + port + ": ");
    }

    @Test
    void nothing_is_left_when_it_closes() throws Exception {
        get("/metrics");
        http.close();

        assertThatIOException().isThrownBy(() -> get("/healthz"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("insight-http")));
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return client.send(request(path, headers).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path) throws Exception {
        return client.send(request(path).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(http.uri() + path)).timeout(Duration.ofSeconds(20));
        return headers.length == 0 ? builder : builder.headers(headers);
    }

    private String raw(String request) throws IOException {
        try (RawClient raw = new RawClient(http.uri())) {
            return raw.send(request).readAll();
        }
    }
}
