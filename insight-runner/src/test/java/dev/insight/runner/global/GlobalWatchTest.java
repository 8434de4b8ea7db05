package dev.insight.runner.global;

import static dev.insight.runner.global.FakePrometheus.NOW;
import static dev.insight.runner.global.FakePrometheus.newest;
import static dev.insight.runner.global.FakePrometheus.path;
import static dev.insight.runner.global.FakePrometheus.result;
import static dev.insight.runner.global.FakePrometheus.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.insight.probe.PathId;
import dev.insight.runner.global.SourceSnapshot.State;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of a Prometheus's answers, good and odd, as they come over HTTP. */
@Timeout(60)
class GlobalWatchTest {
    private FakePrometheus prometheus;

    @BeforeEach
    void start() throws IOException {
        prometheus = new FakePrometheus();
        prometheus.says(Question.NEWEST, vector(newest("eu", 3)));
        prometheus.says(Question.UP, vector(path("eu", "sg", "1")));
    }

    @AfterEach
    void stop() {
        prometheus.close();
    }

    /** The first view that {@code is}. */
    private static GlobalSnapshot when(GlobalWatch watch, Predicate<GlobalSnapshot> is) {
        return await().until(watch::view, is);
    }

    /** A view of a reading that begins after this. */
    private static GlobalSnapshot readAnew(GlobalWatch watch) {
        long first = watch.view().readEpochMicros();
        // The next may have been under way.
        long second = when(watch, view -> view.readEpochMicros() > first).readEpochMicros();
        return when(watch, view -> view.readEpochMicros() > second);
    }

    private static boolean isKnown(GlobalSnapshot view) {
        return view.unknown() == null;
    }

    private static boolean isLost(GlobalSnapshot view) {
        return view.unknown() != null && view.readEpochMicros() > 0;
    }

    /** What the only cell holds once Prometheus has been read. */
    private CellValues onlyValues() throws IOException {
        try (GlobalWatch watch = GlobalWatch.start(prometheus.config())) {
            GlobalSnapshot view = when(watch, GlobalWatchTest::isKnown);
            assertThat(view.cells()).hasSize(1);
            CellValues values = view.cells().get(0).values();
            assertThat(values).isNotNull();
            return values;
        }
    }

    @Test
    void a_path_has_what_each_question_says_of_it() throws Exception {
        prometheus.says(Question.LATENCY, vector(path("eu", "sg", "161.5")));
        prometheus.says(Question.P50, vector(path("eu", "sg", "0.1605")));
        prometheus.says(Question.P99, vector(path("eu", "sg", "0.18")));
        prometheus.says(Question.RATE, vector(path("eu", "sg", "4")));
        prometheus.says(Question.OK_RATE, vector(path("eu", "sg", "3")));
        try (GlobalWatch watch = GlobalWatch.start(prometheus.config("eu", "us"))) {
            GlobalSnapshot view = when(watch, GlobalWatchTest::isKnown);

            assertThat(view.cells()).singleElement().satisfies(cell -> {
                assertThat(cell.path()).isEqualTo(new PathId("eu", "sg", "forwarded", "payments"));
                assertThat(cell.values()).isEqualTo(new CellValues(true, 161.5, 160.5, 180, 0.25, 4));
            });
            assertThat(view.sources())
                    .containsExactly(
                            new SourceSnapshot("eu", State.OK, NOW - 3),
                            new SourceSnapshot("us", State.SILENT, Double.NaN));
            assertThat(view.warnings()).isEmpty();
            assertThat(view.silent()).isEqualTo(1);
        }
        assertThat(prometheus.requests)
                .containsEntry("authorization", "Bearer s3cret")
                .containsEntry("dedup", "true")
                .containsEntry("partial_response", "true");
    }

    @Test
    void what_is_not_said_is_unknown_and_not_zero() throws Exception {
        prometheus.says(Question.P50, vector(path("eu", "sg", "NaN")));
        prometheus.says(Question.P99, vector(path("eu", "sg", "+Inf")));
        prometheus.says(Question.RATE, vector(path("eu", "sg", "0")));

        assertThat(onlyValues()).isEqualTo(new CellValues(true, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0));
    }

    @Test
    void a_path_that_never_succeeds_loses_all() throws Exception {
        prometheus.says(Question.UP, vector(path("eu", "sg", "0")));
        prometheus.says(Question.RATE, vector(path("eu", "sg", "2")));

        assertThat(onlyValues()).isEqualTo(new CellValues(false, Double.NaN, Double.NaN, Double.NaN, 1, 2));
    }

    @Test
    void how_many_succeed_is_unknown_if_it_cannot_be_read() throws Exception {
        prometheus.says(Question.RATE, vector(path("eu", "sg", "2")));
        prometheus.says(Question.OK_RATE, 503, "too many");

        assertThat(onlyValues().loss()).isNaN();
    }

    @Test
    void native_histograms_speak_where_there_are_no_classic_ones() throws Exception {
        prometheus.says(Question.NATIVE_P50, vector(path("eu", "sg", "0.5")));
        prometheus.says(Question.NATIVE_P99, vector(path("eu", "sg", "0.9")));
        prometheus.says(Question.P99, vector(path("eu", "sg", "0.8")));

        CellValues values = onlyValues();
        assertThat(values.p50Millis()).isEqualTo(500, within(1e-9));
        assertThat(values.p99Millis()).isEqualTo(800, within(1e-9));
    }

    @Test
    void of_several_series_of_a_path_the_worst_counts() throws Exception {
        prometheus.says(Question.UP, vector(path("eu", "sg", "0") + "," + path("eu", "sg", "1")));
        prometheus.says(Question.LATENCY, vector(path("eu", "sg", "9") + "," + path("eu", "sg", "7")));

        CellValues values = onlyValues();
        assertThat(values.up()).isFalse();
        assertThat(values.lastMillis()).isEqualTo(9);
    }

    @Test
    void a_source_without_new_samples_is_silent_and_its_paths_are_gaps() throws Exception {
        prometheus.says(Question.NEWEST, vector(newest("eu", 3) + "," + newest("sg", 5)));
        prometheus.says(Question.UP, vector(path("eu", "sg", "1") + "," + path("sg", "eu", "1")));
        try (GlobalWatch watch = GlobalWatch.start(prometheus.config())) {
            GlobalSnapshot before = when(watch, view -> view.cells().size() == 2);
            assertThat(before.sources()).extracting(SourceSnapshot::state).containsExactly(State.OK, State.OK);
            prometheus.says(Question.NEWEST, vector(newest("eu", 3) + "," + newest("sg", 61)));
            prometheus.says(Question.UP, vector(path("eu", "sg", "1")));
            GlobalSnapshot view = when(
                    watch, now -> now.silent() == 1 && now.cells().stream().anyMatch(cell -> cell.values() == null));

            assertThat(view.sources())
                    .containsExactly(
                            new SourceSnapshot("eu", State.OK, NOW - 3),
                            new SourceSnapshot("sg", State.SILENT, NOW - 61));
            assertThat(view.cells())
                    .filteredOn(cell -> cell.values() == null)
                    .singleElement()
                    .satisfies(gap -> {
                        assertThat(gap.path().source()).isEqualTo("sg");
                        assertThat(gap.seenEpochMicros()).isGreaterThanOrEqualTo(before.readEpochMicros());
                    });

            prometheus.says(Question.NEWEST, vector(newest("eu", 3))); // beyond what Prometheus looks back
            assertThat(readAnew(watch).sources()).contains(new SourceSnapshot("sg", State.SILENT, NOW - 61));

            prometheus.says(Question.NEWEST, vector(newest("eu", 3) + "," + newest("sg", 1)));
            prometheus.says(Question.UP, vector(path("sg", "eu", "1")));
            when(
                    watch,
                    now -> now.silent() == 0
                            && now.cells().stream()
                                    .anyMatch(cell -> cell.path().source().equals("sg") && cell.values() != null));
        }
    }

    @Test
    void a_source_that_was_silent_before_the_runner_began_is_known_all_the_same() throws Exception {
        prometheus.says(Question.OF_A_DAY, vector(newest("eu", 50) + "," + newest("sg", 7_200)));
        try (GlobalWatch watch = GlobalWatch.start(prometheus.config())) {
            assertThat(when(watch, GlobalWatchTest::isKnown).sources())
                    .containsExactly(
                            new SourceSnapshot("eu", State.OK, NOW - 3),
                            new SourceSnapshot("sg", State.SILENT, NOW - 7_200));
        }
    }

    @Test
    void a_source_that_is_to_be_there_is_silent_for_ever_and_others_are_forgotten_after_a_day() throws Exception {
        prometheus.says(Question.NEWEST, vector(newest("eu", 3) + "," + newest("sg", 5) + "," + newest("us", 5)));
        SteppedTicker ticker = new SteppedTicker();
        try (GlobalWatch watch = GlobalWatch.start(prometheus.config("sg"), ticker)) {
            when(watch, view -> view.sources().size() == 3);
            prometheus.says(Question.NEWEST, vector(newest("eu", 3)));

            // A day passes in hours, lest a reading that is under way takes what was for what is.
            await().until(() -> {
                boolean isForgotten = isKnown(watch.view())
                        && watch.view().sources().stream()
                                .noneMatch(source -> source.source().equals("us"));
                ticker.step(3_600);
                return isForgotten;
            });
            ticker.step(100_000);

            await().untilAsserted(() -> assertThat(watch.view().sources())
                    .containsExactly(
                            new SourceSnapshot("eu", State.OK, NOW - 3),
                            new SourceSnapshot("sg", State.SILENT, NOW - 5)));
        }
    }

    @Test
    void an_incident_is_told_with_the_regions_that_see_it() throws Exception {
        String eu = "\"instance\":\"a:9464\",\"region\":\"europe\"";
        String sg = "\"instance\":\"b:9464\",\"region\":\"asia\"";
        prometheus.says(
                Question.RUNNERS,
                vector(result("\"source\":\"eu\"," + eu, "" + NOW) + ","
                        + result("\"source\":\"sg\"," + sg, "" + NOW)));
        String fault = "\"__name__\":\"insight_incident_open\",\"cause\":\"hop_slow\",\"component\":\"mediary-sg\",";
        prometheus.says(
                Question.INCIDENTS,
                vector(String.join(
                        ",",
                        result(fault + eu, "0.8"),
                        result(fault + sg, "0.9"),
                        result(fault.replace("hop_slow", "hop_down") + "\"instance\":\"c:9464\"", "0.95"),
                        result("\"cause\":\"hop_down\"," + eu, "0.9"),
                        result(fault.replace("mediary", "other") + eu, "17"))));
        try (GlobalWatch watch = GlobalWatch.start(prometheus.config())) {
            assertThat(when(watch, GlobalWatchTest::isKnown).incidents())
                    .containsExactly(
                            new GlobalIncident("hop_down", "mediary-sg", 0.95, List.of()),
                            new GlobalIncident("hop_slow", "mediary-sg", 0.9, List.of("eu", "sg")));
        }
    }

    @Test
    void incidents_that_cannot_be_read_are_unknown_and_not_none() throws Exception {
        prometheus.says(Question.INCIDENTS, 422, "{\"status\":\"error\",\"error\":\"too many samples\"}");
        try (GlobalWatch watch = GlobalWatch.start(prometheus.config())) {
            GlobalSnapshot view = when(watch, GlobalWatchTest::isKnown);

            assertThat(view.incidents()).isNull();
            assertThat(view.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("incidents is unknown: http://127.0.0.1:")
                    .contains("answers HTTP 422")
                    .doesNotContain("query=");
        }
    }

    @Test
    void what_thanos_warns_of_is_told() throws Exception {
        String warning = "fetch series for {region=\\\"sg\\\"} 10.0.0.7:10901: rpc error: code = Unavailable";
        prometheus.says(
                Question.UP,
                vector(path("eu", "sg", "1")).replace("{\"status\"", "{\"warnings\":[\"" + warning + "\"],\"status\""));
        try (GlobalWatch watch = GlobalWatch.start(prometheus.config())) {
            assertThat(when(watch, GlobalWatchTest::isKnown).warnings()).containsExactly(warning.replace("\\", ""));
        }
    }

    @Test
    void series_that_name_no_path_are_left_out_and_told_of() throws Exception {
        prometheus.says(
                Question.UP,
                vector(String.join(
                        ",",
                        path("eu", "sg", "1"),
                        path("eu", "", "1"),
                        path("eu", "a\\u001b[31m", "1"),
                        path("x".repeat(1_000), "sg", "1"),
                        result("\"source\":\"eu\"", "1"),
                        result("", "1"))));
        try (GlobalWatch watch = GlobalWatch.start(prometheus.config())) {
            GlobalSnapshot view = when(watch, GlobalWatchTest::isKnown);

            assertThat(view.cells()).hasSize(1);
            assertThat(view.warnings())
                    .containsExactly(
                            "5 series of cross_region_up say no source, target, route or service, and are left out");
        }
    }

    @Test
    void paths_are_bounded() throws Exception {
        String many = IntStream.range(0, KnownPaths.MOST + 500)
                .mapToObj(i -> path("eu", "t" + i, "1"))
                .collect(Collectors.joining(","));
        prometheus.says(Question.UP, vector(many));
        try (GlobalWatch watch = GlobalWatch.start(prometheus.config())) {
            GlobalSnapshot view = when(watch, GlobalWatchTest::isKnown);
            assertThat(view.cells()).hasSize(KnownPaths.MOST);
            assertThat(view.warnings()).containsExactly("more than 10000 series answer up, the rest is left out");

            prometheus.says(Question.UP, vector(path("eu", "other", "1") + "," + path("eu", "t1", "1")));
            GlobalSnapshot later =
                    when(watch, now -> now.warnings().stream().anyMatch(w -> w.contains("paths are known")));
            assertThat(later.cells()).hasSize(KnownPaths.MOST);
            assertThat(later.cells()).filteredOn(cell -> cell.values() != null).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "503 | Service Unavailable              | answers HTTP 503: Service Unavailable",
                "302 | elsewhere                        | answers HTTP 302: elsewhere",
                "200 | <html>hello</html>               | answers what is no JSON",
                "200 | {\"status\":\"error\",\"error\":\"x\"} | refuses the query: x",
                "200 | {\"status\":\"success\"}         | answers a result of no type",
                "200 | {\"data\":{\"resultType\":\"vector\",\"result\":[ | answers what is no JSON"
            })
    void what_cannot_be_read_is_unknown_at_once_and_says_why(int status, String body, String why) throws Exception {
        try (GlobalWatch watch = GlobalWatch.start(prometheus.config("us"))) {
            when(watch, GlobalWatchTest::isKnown);
            prometheus.says(Question.UP, status, body);
            GlobalSnapshot lost = when(watch, GlobalWatchTest::isLost);

            assertThat(lost.unknown())
                    .startsWith(prometheus.config().prometheus().toString())
                    .contains(why)
                    .doesNotContain("query=");
            assertThat(lost.sources())
                    .hasSize(2)
                    .allSatisfy(source -> assertThat(source.state()).isEqualTo(State.UNKNOWN));
            assertThat(lost.cells())
                    .singleElement()
                    .satisfies(cell -> assertThat(cell.values()).isNull());
            assertThat(lost.incidents()).isNull();
            assertThat(lost.silent()).isNaN();

            prometheus.says(Question.UP, vector(path("eu", "sg", "1")));
            when(watch, GlobalWatchTest::isKnown);
        }
    }

    @Test
    void an_answer_that_is_too_large_is_not_taken() throws Exception {
        prometheus.says(Question.UP, vector("") + " ".repeat(8 << 20));
        try (GlobalWatch watch = GlobalWatch.start(prometheus.config())) {
            when(watch, view -> view.unknown() != null && view.unknown().contains("larger than 8388608 bytes"));
        }
    }

    @Test
    void a_server_without_any_source_is_no_empty_view() throws Exception {
        prometheus.says(Question.NEWEST, vector(""));
        prometheus.says(Question.UP, vector(""));
        try (GlobalWatch watch = GlobalWatch.start(prometheus.config())) {
            when(watch, view -> view.unknown() != null && view.unknown().contains("knows of no source region"));
        }
    }

    @Test
    void who_gives_no_answer_makes_the_view_old_and_then_unknown() throws Exception {
        SteppedTicker ticker = new SteppedTicker();
        try (GlobalWatch watch = GlobalWatch.start(prometheus.config(), ticker)) {
            when(watch, GlobalWatchTest::isKnown);
            prometheus.says(Question.UP, 0, ""); // never ends
            double young = watch.ageSeconds();
            assertThat(young).isLessThan(1);
            ticker.step(9);
            // A reading that was under way may still have ended, at the new time.
            assertThat(watch.view().unknown()).isNull();
            await().until(() -> {
                ticker.step(1);
                return watch.view().unknown() != null;
            });
            assertThat(watch.view().unknown()).endsWith("was not read within 10 s");
            assertThat(watch.ageSeconds()).isGreaterThan(10);
        }
    }
}
