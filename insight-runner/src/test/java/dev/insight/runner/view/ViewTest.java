package dev.insight.runner.view;

import static dev.insight.runner.SampleReports.MILLI;
import static dev.insight.runner.SampleReports.PROBE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.diagnosis.PathStatus;
import dev.insight.diagnosis.PathStatus.State;
import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import dev.insight.runner.SampleReports;
import dev.insight.runner.store.PathSnapshot;
import dev.insight.runner.store.PathStore;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is pasted into an incident's channel: plain, aligned, nothing behind the last column. */
class ViewTest {
    private final PathStore store = PathStore.create();

    @Test
    void path_is_a_waterfall_that_adds_up() {
        store.onAdded(PROBE);
        store.onReport(SampleReports.ok(PROBE, 0, 100 * MILLI));
        store.onReport(SampleReports.partial(PROBE, "gateway-eu", 0, 5 * MILLI));

        assertThat(HopTable.render(snapshot(PROBE))).isEqualTo("""
                        eu>sg/forwarded/payments  OK  1 probe, 0.0% lost  p50 100.00 ms  p99 100.00 ms
                        #  part                    loss    last     p50     p99  queue  share
                             prober-eu>gateway-eu          4.00    4.00    4.00          4.0%  #
                        1  gateway-eu              0.0%    1.00    1.00    1.00   0.10   1.0%   .
                             gateway-eu>payments          93.00   93.00   93.00         93.0%   ######################
                        2  payments                        2.00    2.00    2.00          2.0%                         .
                           = end to end            0.0%  100.00  100.00  100.00
                        """);
    }

    @Test
    void headline_ends_with_what_diagnosis_knows_unless_all_is_as_usual() {
        store.onAdded(PROBE);
        store.onReport(SampleReports.ok(PROBE, 0, 100 * MILLI));
        store.onPathStatus(new PathStatus(PROBE.path(), 0, State.WATCHING, "gateway-eu", null));

        assertThat(HopTable.render(snapshot(PROBE)).lines().findFirst())
                .hasValue("eu>sg/forwarded/payments  OK  1 probe, 0.0% lost  p50 100.00 ms  p99 100.00 ms"
                        + "  watching gateway-eu");

        store.onPathStatus(new PathStatus(PROBE.path(), 0, State.OK, null, null));
        assertThat(HopTable.render(snapshot(PROBE)).lines().findFirst().orElseThrow())
                .endsWith("100.00 ms");
    }

    @Test
    void failing_path_shows_how_far_calls_get() {
        store.onAdded(PROBE);
        store.onReport(SampleReports.failed(PROBE, 0, "UNAVAILABLE"));
        store.onReport(SampleReports.partial(PROBE, "gateway-eu", 0, 5 * MILLI));

        assertThat(HopTable.render(snapshot(PROBE))).isEqualTo("""
                        eu>sg/forwarded/payments  UNAVAILABLE (connect): refused  1 probe, 100.0% lost
                        #  hop         loss  answers        last   p50   p99
                        1  gateway-eu  0.0%  OK             5.00  5.00  5.00
                        2  payments          not asked yet
                        """);
    }

    @Test
    void failing_path_shows_which_hop_answers_nothing_itself() {
        store.onAdded(PROBE);
        store.onReport(SampleReports.failed(PROBE, 0, "UNAVAILABLE"));
        ProbeResult passedOn = SampleReports.partial(PROBE, "gateway-eu", 0, 5 * MILLI).result().toBuilder()
                .outcome(Outcome.failed("UNAVAILABLE", Phase.RPC, null))
                .path(HopPath.of(HopStamp.builder("gateway-eu")
                        .origin(HopStamp.Origin.UP)
                        .build()))
                .build();
        store.onReport(SampleReports.report(passedOn));

        assertThat(HopTable.render(snapshot(PROBE)).lines().skip(2))
                .containsExactly("1  gateway-eu  passes it on", "2  payments    not asked yet");
    }

    @Test
    void hop_that_was_asked_a_few_times_has_no_percentage_of_loss() {
        store.onAdded(PROBE);
        store.onReport(SampleReports.ok(PROBE, 0, 100 * MILLI));
        store.onReport(SampleReports.partial(PROBE, "gateway-eu", 0, 5 * MILLI));
        store.onReport(SampleReports.report(SampleReports.partial(PROBE, "gateway-eu", 1, MILLI).result().toBuilder()
                .outcome(Outcome.failed("DEADLINE_EXCEEDED", Phase.RPC, null))
                .build()));
        assertThat(HopTable.render(snapshot(PROBE))).containsPattern("(?m)^1  gateway-eu +1 of 2 ");

        for (int i = 2; i < 10; i++) {
            store.onReport(SampleReports.partial(PROBE, "gateway-eu", i, 5 * MILLI));
        }
        assertThat(HopTable.render(snapshot(PROBE))).containsPattern("(?m)^1  gateway-eu +10\\.0% ");
    }

    @Test
    void path_that_is_down_says_how_old_its_parts_are() {
        store.onAdded(PROBE);
        store.onReport(SampleReports.ok(PROBE, 0, 100 * MILLI));
        store.onReport(SampleReports.failed(PROBE, 3, "UNAVAILABLE"));

        assertThat(HopTable.render(snapshot(PROBE)).lines().limit(3))
                .startsWith(
                        "eu>sg/forwarded/payments  UNAVAILABLE (connect): refused  2 probes, 50.0% lost"
                                + "  p50 100.00 ms  p99 100.00 ms",
                        "down: the parts are as they last were, 15.0 s before the latest probe");

        store.onReport(SampleReports.ok(PROBE, 4, 100 * MILLI));
        assertThat(HopTable.render(snapshot(PROBE))).doesNotContain("down");
    }

    @Test
    void matrix_has_sources_down_and_targets_across() {
        Probe us = SampleReports.probe("us");
        Probe ap = SampleReports.probe("ap");
        store.onAdded(PROBE);
        store.onAdded(us);
        store.onAdded(ap);
        store.onReport(SampleReports.ok(PROBE, 0, 100 * MILLI));
        store.onReport(SampleReports.failed(us, 0, "UNAVAILABLE"));

        assertThat(Matrix.render(store.paths())).isEqualTo("""
                        forwarded / payments  p50 / p99 ms
                        from \\ to  ap               sg                us
                        eu          …  100.00 / 100.00  DOWN UNAVAILABLE
                        """);
    }

    @Test
    void matrix_that_is_too_wide_does_without_the_99th_percentile() {
        store.onAdded(PROBE);
        store.onReport(SampleReports.ok(PROBE, 0, 100 * MILLI));

        String whole = Matrix.render(store.paths(), Style.plain(), 26);
        assertThat(whole).isEqualTo(Matrix.render(store.paths()));
        assertThat(Matrix.render(store.paths(), Style.plain(), 25)).isEqualTo("""
                        forwarded / payments  p50 ms
                        from \\ to      sg
                        eu         100.00
                        """);
    }

    @Test
    void matrix_shows_loss_where_no_probe_is_a_measurement_yet() {
        store.onAdded(PROBE);
        store.onReport(SampleReports.failed(PROBE, 0, "UNAVAILABLE"));
        store.onReport(SampleReports.report(
                SampleReports.okResult(PROBE, 1, 100 * MILLI).tainted(true).build()));

        assertThat(Matrix.render(store.paths())).endsWith("eu         up … (50.0% lost)\n");
    }

    @Test
    void colour_is_for_terminals_that_want_it() {
        store.onAdded(PROBE);
        store.onReport(SampleReports.failed(PROBE, 0, "UNAVAILABLE"));

        assertThat(HopTable.render(snapshot(PROBE), Style.of(true, true, Map.of())))
                .contains("\u001b[31mUNAVAILABLE\u001b[0m");
        assertThat(Style.of(true, true, Map.of("NO_COLOR", "1"))).isEqualTo(new Style(false, true));
        assertThat(Style.of(true, false, Map.of("TERM", "dumb"))).isEqualTo(Style.plain());
        assertThat(Style.of(false, true, Map.of())).isEqualTo(Style.plain());
    }

    @Test
    void blocks_areForTerminalsThatShowThem() {
        assertThat(Style.of(true, true, Map.of("TERM", "xterm"))).isEqualTo(new Style(true, true));
        assertThat(Style.of(true, false, Map.of("TERM", "xterm"))).isEqualTo(new Style(true, false));
        assertThat(Style.of(true, true, Map.of("TERM", "linux"))).isEqualTo(new Style(true, false));
    }

    @Test
    void bytes_thatALibraryShows_areLeftOut() {
        String bytes = "0000120400000000".repeat(8);
        store.onAdded(PROBE);
        store.onReport(SampleReports.report(SampleReports.okResult(PROBE, 0, MILLI)
                .outcome(Outcome.failed("UNAVAILABLE", Phase.TLS, "not an SSL/TLS record: " + bytes + "…"))
                .build()));

        assertThat(HopTable.render(snapshot(PROBE))).contains("(tls): not an SSL/TLS record  1 probe");
    }

    private PathSnapshot snapshot(Probe probe) {
        return Objects.requireNonNull(store.path(probe.path()));
    }
}
