package dev.insight.runner.http;

import static dev.insight.runner.SampleReports.MILLI;
import static dev.insight.runner.SampleReports.PROBE;
import static dev.insight.runner.SampleReports.okResult;
import static dev.insight.runner.SampleReports.probe;
import static dev.insight.runner.SampleReports.report;
import static dev.insight.runner.SampleReports.slot;
import static dev.insight.runner.SampleVerdicts.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.InsightStatus;
import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Verdict;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.SkipReason;
import dev.insight.runner.SetTicker;
import dev.insight.runner.metrics.PrometheusMetrics;
import dev.insight.runner.region.RegionConfig;
import dev.insight.runner.store.PathStore;
import dev.insight.runner.store.StoreWithTicker;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a runner says of itself. */
class StatusHttpTest {
    private final SetTicker ticker = new SetTicker();
    private final PrometheusMetrics metrics = PrometheusMetrics.create();
    private final PathStore store = StoreWithTicker.create(ticker);
    private RunnerHttp http;
    private volatile Map<String, RegionConfig> regions = Map.of();

    @BeforeEach
    void serve() throws IOException {
        http = RunnerHttp.builder(metrics, store)
                .ticker(ticker)
                .regions(() -> regions)
                .status(() -> new InsightStatus(2, 3, 5, 7, 0, Duration.ZERO, true))
                .incidentsKept("insight.yaml.incidents")
                .start();
        store.onAdded(PROBE);
    }

    @AfterEach
    void close() {
        http.close();
        metrics.close();
    }

    private String status() throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(http.uri().resolve("/api/v1/status"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private void second() {
        ticker.advance(Duration.ofSeconds(1));
    }

    @Test
    void all_of_it() throws Exception {
        ticker.advance(Duration.ofSeconds(90));

        assertThat(status()).isEqualTo("""
                {"version":"(built from source)","now":1760000090.000000,"started":1760000000.000000,"sources":["eu"],"paths":1,
                "outstanding":5,"dropped_reports":7,
                "prober":{"impaired":false,"why":null,"since":null,"tainted_last_minute":0},
                "regions":{"eu":{"name":"Frankfurt","lat":50.11,"lon":8.68},"sg":{"name":"Singapore","lat":1.35,"lon":103.82}},
                "history":null,"global":false,"incidents_kept":"insight.yaml.incidents"}
                """.replace("\n", ""));
    }

    @Test
    void regions_are_those_of_paths_and_null_where_nobody_knows_where() throws Exception {
        store.onAdded(probe("mars"));
        assertThat(status()).contains("\"mars\":null");

        regions = Map.of("mars", new RegionConfig("Mars", -4.6, 137.4), "venus", new RegionConfig("V", 1.0, 1.0));
        assertThat(status())
                .contains("\"mars\":{\"name\":\"Mars\",\"lat\":-4.6,\"lon\":137.4}")
                .doesNotContain("venus");
    }

    @Test
    void an_open_incident_of_this_prober_says_that_it_is_impaired() throws Exception {
        store.onVerdict(verdict("i0", Verdict.State.OPEN, Cause.PROBER_IMPAIRED, "prober-us", 10));
        store.onVerdict(verdict("i1", Verdict.State.OPEN, Cause.HOP_SLOW, "gateway-eu", 10));
        assertThat(status()).contains("\"impaired\":false");

        store.onVerdict(verdict("i2", Verdict.State.OPEN, Cause.PROBER_IMPAIRED, "prober-eu", 10));
        assertThat(status())
                .contains("\"prober\":{\"impaired\":true,\"why\":\"prober-eu: +41.0 ms in the middle of 12 calls;")
                .contains("\"since\":1760000000.000000");

        store.onAdded(Probe.builder("us", PROBE.target(), PROBE.route()).build());
        assertThat(status())
                .contains("\"why\":\"prober-eu, prober-us: +41.0 ms in the middle of 12 calls;")
                .contains("\"since\":1760000000.000000");
        store.onVerdict(verdict("i0", Verdict.State.CLOSE, Cause.PROBER_IMPAIRED, "prober-us", 74));

        store.onVerdict(verdict("i2", Verdict.State.CLOSE, Cause.PROBER_IMPAIRED, "prober-eu", 75));
        assertThat(status()).contains("\"impaired\":false,\"why\":null,\"since\":null");
    }

    @Test
    void a_noticeable_share_of_spoilt_probes_says_that_it_is_impaired_until_a_minute_without() throws Exception {
        for (int i = 0; i < 60; i++) {
            store.onReport(report(okResult(PROBE, i, 47 * MILLI).build()));
            second();
        }
        for (int i = 0; i < 2; i++) {
            store.onReport(report(okResult(PROBE, i, 47 * MILLI).tainted(true).build()));
        }
        second();
        assertThat(status()).contains("\"impaired\":false").contains("\"tainted_last_minute\":2");

        for (int i = 0; i < 3; i++) {
            store.onSkipped(slot(PROBE, ProbeKind.WARM, null, i), SkipReason.STALLED);
        }
        second();
        assertThat(status())
                .contains(
                        "\"impaired\":true,\"why\":\"this prober stood still: of the last minute's 62 probes 2 were under way"
                                + " meanwhile and tell nothing, and 3 could not be sent in time; see whether its host is short of CPU or"
                                + " memory\",\"since\":1760000062.000000,\"tainted_last_minute\":2");

        ticker.advance(Duration.ofSeconds(60));
        assertThat(status()).contains("\"impaired\":false").contains("\"tainted_last_minute\":0");
    }

    @Test
    void slots_skipped_for_what_others_do_are_not_held_against_it() throws Exception {
        ticker.advance(Duration.ofSeconds(20));
        for (int i = 0; i < 100; i++) {
            store.onSkipped(slot(PROBE, ProbeKind.WARM, null, i), SkipReason.OUTSTANDING);
            second();
        }
        assertThat(status()).contains("\"impaired\":false");
    }

    @Test
    void what_is_tainted_while_classes_load_is_no_news() throws Exception {
        for (int i = 0; i < 9; i++) {
            store.onReport(report(okResult(PROBE, i, 47 * MILLI).tainted(true).build()));
            second();
        }
        assertThat(status()).contains("\"impaired\":false").contains("\"tainted_last_minute\":0");
    }
}
