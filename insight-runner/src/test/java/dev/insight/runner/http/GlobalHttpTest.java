package dev.insight.runner.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.probe.PathId;
import dev.insight.runner.global.CellSnapshot;
import dev.insight.runner.global.CellValues;
import dev.insight.runner.global.GlobalIncident;
import dev.insight.runner.global.GlobalSnapshot;
import dev.insight.runner.global.SourceSnapshot;
import dev.insight.runner.global.SourceSnapshot.State;
import dev.insight.runner.metrics.PrometheusMetrics;
import dev.insight.runner.store.PathStore;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The global view as it is served. */
class GlobalHttpTest {
    private static final PathId EU_SG = new PathId("eu", "sg", "forwarded", "payments");
    private static final PathId SG_EU = new PathId("sg", "eu", "forwarded", "payments");
    private static final GlobalSnapshot VIEW = new GlobalSnapshot(
            null,
            1_760_000_000_000_000L,
            2_500_000_000L,
            List.of("10.0.0.7:10901 is unavailable"),
            List.of(
                    new SourceSnapshot("eu", State.OK, 1_759_999_998.5),
                    new SourceSnapshot("sg", State.SILENT, 1_759_999_000),
                    new SourceSnapshot("us", State.SILENT, Double.NaN)),
            List.of(
                    new CellSnapshot(
                            EU_SG, new CellValues(true, 161.23456, 160, Double.NaN, 0.0001, 4), 1_760_000_000_000_000L),
                    new CellSnapshot(SG_EU, null, 1_759_999_000_000_000L)),
            List.of(new GlobalIncident("hop_slow", "mediary-sg", 0.9, List.of("eu"))));

    private static HttpResponse<String> get(GlobalSnapshot view, String path) throws Exception {
        try (PrometheusMetrics metrics = PrometheusMetrics.create();
                RunnerHttp http = serve(metrics, view)) {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(http.uri().resolve(path)).build(), BodyHandlers.ofString());
        }
    }

    private static RunnerHttp serve(PrometheusMetrics metrics, GlobalSnapshot view) throws IOException {
        RunnerHttp.Builder http = RunnerHttp.builder(metrics, PathStore.create());
        return (view == null ? http : http.global(() -> view)).start();
    }

    @Test
    void json_has_null_for_what_is_unknown() throws Exception {
        HttpResponse<String> response = get(VIEW, "/api/v1/global");

        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.body()).isEqualTo("""
                {"state":"ok","reason":null,"read":1760000000.000000,"age_ms":2500,
                "warnings":["10.0.0.7:10901 is unavailable"],
                "sources":[
                {"source":"eu","state":"ok","since":null,"newest":1759999998.500000},
                {"source":"sg","state":"silent","since":1759999000.000000,"newest":1759999000.000000},
                {"source":"us","state":"silent","since":null,"newest":null}],
                "cells":[
                {"source":"eu","target":"sg","route":"forwarded","service":"payments","gap":false,"seen":1760000000.000000,
                "up":true,"latency_ms":{"last":161.235,"p50":160.0,"p99":null},"loss":1.0E-4,"probes_per_s":4.0},
                {"source":"sg","target":"eu","route":"forwarded","service":"payments","gap":true,"seen":1759999000.000000,
                "up":null,"latency_ms":null,"loss":null,"probes_per_s":null}],
                "incidents":[{"cause":"hop_slow","component":"mediary-sg","confidence":0.9,"sources":["eu"]}]}
                """.replace("\n", ""));
    }

    @Test
    void an_unknown_view_says_why_and_nothing_else() throws Exception {
        GlobalSnapshot unknown = new GlobalSnapshot(
                "http://a cannot be connected to",
                -1,
                0,
                List.of(),
                List.of(new SourceSnapshot("eu", State.UNKNOWN, Double.NaN)),
                List.of(),
                null);
        assertThat(get(unknown, "/api/v1/global").body()).isEqualTo("""
                {"state":"unknown","reason":"http://a cannot be connected to","read":null,"age_ms":null,"warnings":[],
                "sources":[{"source":"eu","state":"unknown","since":null,"newest":null}],"cells":[],"incidents":null}
                """.replace("\n", ""));
        assertThat(get(unknown, "/api/v1/global.txt").body()).isEqualTo("""
                UNKNOWN: http://a cannot be connected to
                never read
                eu: unknown
                incidents: unknown
                """);
    }

    @Test
    void text_shows_gaps() throws Exception {
        assertThat(get(VIEW, "/api/v1/global.txt").body()).isEqualTo("""
                read 2500 ms ago
                warning: 10.0.0.7:10901 is unavailable
                eu: ok
                sg: SILENT, newest sample of 2025-10-09T08:36:40Z
                us: SILENT, nothing was heard of it within a day
                incident: mediary-sg hop slow, 90 % sure, as seen from eu

                forwarded / payments  p50 / p99 ms of five minutes
                from \\ to   eu          sg
                eu           -  160.00 / ?
                sg         GAP           -
                """);
    }

    @Test
    void a_runner_without_a_global_view_says_how_to_have_one() throws Exception {
        for (String path : List.of("/api/v1/global", "/api/v1/global.txt")) {
            HttpResponse<String> response = get(null, path);
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body()).contains("global: { prometheus: ");
        }
    }

    @Test
    void metrics_say_how_old_it_is_and_how_many_sources_are_silent() throws Exception {
        try (PrometheusMetrics metrics = PrometheusMetrics.create();
                RunnerHttp http = serve(metrics, VIEW)) {
            metrics.globalView(VIEW, view -> view.ageNanos() / 1e9, GlobalSnapshot::silent);
            assertThat(HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(http.uri().resolve("/metrics"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body())
                    .contains("\ninsight_global_age_seconds 2.5\n", "\ninsight_global_silent_sources 2.0\n");
        }
    }
}
