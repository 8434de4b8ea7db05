package dev.insight.runner.http;

import static dev.insight.runner.SampleReports.MILLI;
import static dev.insight.runner.SampleReports.ok;
import static dev.insight.runner.SampleReports.probe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.Ticker;
import dev.insight.probe.Probe;
import dev.insight.runner.SetTicker;
import dev.insight.runner.metrics.PrometheusMetrics;
import dev.insight.runner.store.PathStore;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that hold a connection and do nothing delay nobody. */
class DawdlersTest {
    private static final int THREADS = 4;
    private static final String HALF_A_HEAD = "GET /metrics HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
    private static final String REQUEST = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final PrometheusMetrics metrics = PrometheusMetrics.create();
    private final List<RawClient> dawdlers = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (RawClient dawdler : dawdlers) {
            dawdler.close();
        }
        metrics.close();
    }

    @Test
    void many_that_never_finish_their_head_delay_no_one() throws Exception {
        try (RunnerHttp http = serve(Ticker.system())) {
            for (int i = 0; i < 10 * THREADS; i++) {
                dawdle(http, HALF_A_HEAD);
            }
            for (int i = 0; i < 10; i++) {
                assertThat(status(http, "/metrics")).isEqualTo(200);
                dawdle(http, HALF_A_HEAD);
            }
        }
    }

    @Test
    void many_that_never_read_their_answer_delay_no_one() throws Exception {
        for (int i = 0; i < 400; i++) {
            Probe probe = probe("region-" + i);
            metrics.listener().onAdded(probe);
            metrics.listener().onReport(ok(probe, 0, 47 * MILLI));
        }
        try (RunnerHttp http = serve(Ticker.system())) {
            for (int i = 0; i < 2 * THREADS; i++) {
                dawdle(http, REQUEST);
            }
            assertThat(status(http, "/healthz")).isEqualTo(200);
        }
    }

    @Test
    void who_takes_too_long_over_a_head_is_cut_off_though_nobody_waits() throws Exception {
        SetTicker ticker = new SetTicker();
        try (RunnerHttp http = serve(ticker)) {
            RawClient dawdler = dawdle(http, HALF_A_HEAD);
            // Its thread holds it from here on at the latest, as the server takes connections in their order.
            assertThat(status(http, "/healthz")).isEqualTo(200);
            ticker.advance(Duration.ofSeconds(6));

            assertThat(dawdler.isCutOff()).isTrue();
        }
    }

    @Test
    void a_connection_that_was_served_is_not_cut_off_for_its_age() throws Exception {
        SetTicker ticker = new SetTicker();
        try (RunnerHttp http = serve(ticker)) {
            RawClient client = dawdle(http, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(status(http, "/healthz")).isEqualTo(200);
            ticker.advance(Duration.ofSeconds(60));

            client.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(client.readAll().split("HTTP/1.1 200 ", -1)).hasSize(3);
        }
    }

    private RunnerHttp serve(Ticker ticker) throws IOException {
        return RunnerHttp.builder(metrics, PathStore.create())
                .maxThreads(THREADS)
                .ticker(ticker)
                .start();
    }

    private RawClient dawdle(RunnerHttp http, String request) throws IOException {
        RawClient dawdler = new RawClient(http.uri());
        dawdlers.add(dawdler);
        return dawdler.send(request);
    }

    private static int status(RunnerHttp http, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(http.uri().resolve(path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }
}
