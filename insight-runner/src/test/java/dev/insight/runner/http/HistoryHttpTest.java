package dev.insight.runner.http;

import static dev.insight.runner.SampleReports.MILLI;
import static dev.insight.runner.SampleReports.PROBE;
import static dev.insight.runner.SampleReports.failed;
import static dev.insight.runner.SampleReports.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.Ticker;
import dev.insight.probe.PathId;
import dev.insight.runner.history.History;
import dev.insight.runner.history.HistoryConfig;
import dev.insight.runner.history.HistoryWindow;
import dev.insight.runner.history.OlderHistory;
import dev.insight.runner.metrics.PrometheusMetrics;
import dev.insight.runner.store.PathStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /history} of a path, by HTTP. */
class HistoryHttpTest {
    private static final String URL = "/api/v1/paths/eu/sg/forwarded/payments/history";
    /** When the samples begin; a whole step of any length. */
    private static final long START = 1_760_000_000;

    private final PrometheusMetrics metrics = PrometheusMetrics.create();
    private final History history = History.create(new HistoryConfig(1 << 20));
    private final HttpClient client = HttpClient.newHttpClient();
    private long nowSeconds = START + 60;
    private RunnerHttp http;

    private void serve(OlderHistory older) throws IOException {
        history.onAdded(PROBE);
        RunnerHttp.Builder builder = RunnerHttp.builder(metrics, PathStore.create())
                .history(history)
                .ticker(new Ticker() {
                    @Override
                    public long nanos() {
                        return Ticker.system().nanos();
                    }

                    @Override
                    public long epochMicros() {
                        return nowSeconds * 1_000_000;
                    }
                });
        http = (older == null ? builder : builder.older(older)).start();
    }

    @AfterEach
    void close() {
        http.close();
        metrics.close();
    }

    @Test
    void short_window_is_told_probe_by_probe() throws Exception {
        serve(null);
        history.onReport(ok(PROBE, 0, 47 * MILLI));
        history.onReport(failed(PROBE, 1, "UNAVAILABLE"));

        assertThat(get("?from=" + START).body())
                .startsWith("{\"from\":1760000000.000,\"to\":1760000060.000,\"step_s\":0,\"source\":\"memory\","
                        + "\"detail\":true,\"oldest\":1760000000.000,\"t\":[1760000000.000,1760000005.000],"
                        + "\"p50_ms\":[46.88")
                .contains(",null],\"p99_ms\":[46.88")
                .contains(
                        "\"probes\":[1,1],\"failures\":[0,1],\"terms\":[{\"kind\":\"link\","
                                + "\"name\":\"prober-eu>gateway-eu\",\"display\":\"prober-eu>gateway-eu\",\"p50_ms\":[3.985,null]");
    }

    @Test
    void more_probes_than_points_are_told_in_steps_with_gaps_where_nobody_probed() throws Exception {
        serve(null);
        for (int i = 0; i < 4; i++) {
            history.onReport(ok(PROBE, i, (40 + i) * MILLI));
        }
        history.onReport(failed(PROBE, 7, "UNAVAILABLE"));

        String body = get("?from=" + START + "&points=4").body();
        assertThat(body)
                .contains("\"step_s\":20,")
                .contains("\"detail\":false")
                .contains("\"t\":[1760000000.000,1760000020.000],")
                .contains(",null],\"p99_ms\":[")
                .contains("\"probes\":[4,1],\"failures\":[0,1]");
    }

    @Test
    void defaults_are_the_last_hour_and_600_points() throws Exception {
        serve(null);

        assertThat(get("").body())
                .isEqualTo("{\"from\":1759996460.000,\"to\":1760000060.000,\"step_s\":10,\"source\":\"memory\","
                        + "\"detail\":false,\"oldest\":null,\"t\":[],\"p50_ms\":[],\"p99_ms\":[],\"max_ms\":[],"
                        + "\"probes\":[],\"failures\":[],\"terms\":[]}");
    }

    @Test
    void window_is_clamped_to_what_there_can_be() throws Exception {
        serve(null);

        assertThat(get("?from=0&to=99999999999").body())
                .startsWith("{\"from\":1759913660.000,\"to\":1760000060.000,\"step_s\":150,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from=yesterday  | from is 'yesterday', write seconds since 1970, such as 1760000000",
                "to=-1           | to is '-1', write seconds since 1970, such as 1760000000",
                "to=NaN          | to is 'NaN', write seconds since 1970, such as 1760000000",
                "points=0        | points is '0', write how many are wanted at most, 1 to 2000",
                "points=2001     | points is '2001', write how many are wanted at most, 1 to 2000",
                "points=1e3      | points is '1e3', write how many are wanted at most, 1 to 2000",
                "from=20&to=10   | from is 20, which is not before to, 10; write an earlier from",
                "from=1760000060 | from is 1760000060, which is not before to, now; write an earlier from",
            })
    void bad_parameter_is_named_with_its_value_and_what_would_be_right(String query, String said) throws Exception {
        serve(null);
        HttpResponse<String> answer = get("?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(said + "\n");
    }

    @Test
    void path_that_is_not_measured_is_not_found() throws Exception {
        serve(null);
        history.onRemoved(PROBE);

        assertThat(get("").statusCode()).isEqualTo(404);
    }

    @Test
    void what_is_older_than_memory_is_asked_for_and_put_before_it() throws Exception {
        List<String> asked = new ArrayList<>();
        serve((path, from, to, step) -> {
            asked.add(path + " " + from + " " + to + " " + step);
            HistoryWindow rows = HistoryWindow.builder(1, step)
                    .row(from)
                    .probes(2, 1)
                    .latency(5 * MILLI, 6 * MILLI, HistoryWindow.UNKNOWN)
                    .build(OptionalLong.empty());
            return new OlderHistory.Answer(rows, "the rest is lost");
        });
        history.onReport(ok(PROBE, 6, 47 * MILLI));

        assertThat(get("?from=" + (START - 3_600)).body())
                .contains("\"step_s\":10,\"source\":\"prometheus\",\"detail\":false,\"oldest\":1760000030.000,"
                        + "\"warning\":\"the rest is lost\",\"t\":[1759996400.000,1760000030.000,"
                        + "1760000040.000],\"p50_ms\":[5.0,")
                .contains("\"max_ms\":[null,")
                .contains("\"probes\":[2,1,0],\"failures\":[1,0,0]");
        assertThat(asked).containsExactly("eu>sg/forwarded/payments 1759996400000 1760000030000 10000");
    }

    @Test
    void window_that_memory_covers_is_asked_of_nobody() throws Exception {
        List<PathId> asked = new ArrayList<>();
        serve((path, from, to, step) -> {
            asked.add(path);
            return new OlderHistory.Answer(HistoryWindow.builder(0, step).build(OptionalLong.empty()), "");
        });
        for (int i = 0; i < 12; i++) {
            history.onReport(ok(PROBE, i, 47 * MILLI));
        }

        assertThat(get("?from=" + START).body()).contains("\"detail\":true").doesNotContain("warning");
        assertThat(get("?from=" + START + "&points=2").body()).contains("\"detail\":false");
        assertThat(asked).isEmpty();
    }

    private HttpResponse<String> get(String query) throws Exception {
        URI uri = http.uri().resolve(URL + query);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
