package dev.insight.runner.store;

import static dev.insight.runner.SampleReports.MILLI;
import static dev.insight.runner.SampleReports.PROBE;
import static dev.insight.runner.SampleReports.failed;
import static dev.insight.runner.SampleReports.ok;
import static dev.insight.runner.SampleReports.okResult;
import static dev.insight.runner.SampleReports.report;
import static dev.insight.runner.SampleVerdicts.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.PathStatus;
import dev.insight.diagnosis.Verdict;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.runner.SetTicker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a path says of its last minute. */
class RecentProbesTest {
    private static final PathId ELSEWHERE = new PathId("us", "sg", "forwarded", "payments");

    private final SetTicker ticker = new SetTicker();
    private final PathStore store = PathStore.withWindow(256, ticker);

    @BeforeEach
    void add() {
        store.onAdded(PROBE);
    }

    private PathSnapshot path() {
        return store.rows(0).get(0);
    }

    private RecentSnapshot recent() {
        return path().recent();
    }

    private RecentTerm term(String name) {
        return store.paths().get(0).terms().stream()
                .filter(term -> term.name().equals(name))
                .findFirst()
                .orElseThrow()
                .recent();
    }

    @Test
    void a_part_that_is_a_little_less_than_nothing_is_a_part() {
        store.onReport(ok(PROBE, 0, 7 * MILLI - 1));

        assertThat(term("gateway-eu>payments").own()).isEqualTo(new Spread(-1, -1));
        assertThat(term("gateway-eu>payments").queue()).isNull();
    }

    @Test
    void before_any_probe_nothing_is_said() {
        assertThat(recent()).isEqualTo(new RecentSnapshot(60, 0, 0, -1, -1));
        assertThat(recent().loss()).isZero();
    }

    @Test
    void quantiles_are_of_those_that_ended_ok() {
        for (int i = 1; i <= 100; i++) {
            store.onReport(i % 10 == 0 ? failed(PROBE, i, "UNAVAILABLE") : ok(PROBE, i, (40 + i) * MILLI));
            ticker.advance(Duration.ofMillis(100));
        }
        // The path's interval is 5 s, so a minute's are kept, and 24 at least.
        assertThat(recent()).isEqualTo(new RecentSnapshot(2, 24, 3, 128 * MILLI, 139 * MILLI));
        assertThat(recent().loss()).isEqualTo(0.125);
    }

    @Test
    void what_is_older_than_a_minute_is_left_out_where_there_is_enough_without() {
        Probe probe = Probe.builder("eu", PROBE.target(), PROBE.route())
                .interval(Duration.ofMillis(250))
                .build();
        store.onAdded(probe);
        for (int i = 0; i < 800; i++) {
            store.onReport(ok(probe, i, (i < 400 ? 90 : 50) * MILLI));
            ticker.advance(Duration.ofMillis(250));
        }
        assertThat(recent()).isEqualTo(new RecentSnapshot(60, 240, 0, 50 * MILLI, 50 * MILLI));
        assertThat(term("gateway-eu>payments").own().p99Nanos()).isEqualTo(43 * MILLI);

        ticker.advance(Duration.ofSeconds(50));
        assertThat(recent().probes()).isEqualTo(40);
        ticker.advance(Duration.ofSeconds(50));
        assertThat(recent().probes()).as("24 in any case").isEqualTo(24);
        assertThat(recent().seconds()).isEqualTo(106);
    }

    @Test
    void at_a_fast_interval_as_many_are_kept_as_a_minute_has_of_100_ms_and_how_far_they_reach_is_said() {
        Probe probe = Probe.builder("eu", PROBE.target(), PROBE.route())
                .interval(Duration.ofMillis(10))
                .build();
        store.onAdded(probe);
        for (int i = 0; i < 3_000; i++) {
            store.onReport(ok(probe, i, 50 * MILLI));
            ticker.advance(Duration.ofMillis(10));
        }
        assertThat(recent()).isEqualTo(new RecentSnapshot(6, 600, 0, 50 * MILLI, 50 * MILLI));
    }

    @Test
    void tainted_ones_are_left_out() {
        store.onReport(ok(PROBE, 0, 50 * MILLI));
        store.onReport(report(okResult(PROBE, 1, 900 * MILLI).tainted(true).build()));

        assertThat(recent()).isEqualTo(new RecentSnapshot(60, 1, 0, 50 * MILLI, 50 * MILLI));
        assertThat(term("gateway-eu>payments").own().p99Nanos()).isEqualTo(43 * MILLI);
    }

    @Test
    void parts_are_of_the_same_probes() {
        for (int i = 0; i < 48; i++) {
            store.onReport(ok(PROBE, i, (i < 24 ? 90 : 50) * MILLI));
            ticker.advance(Duration.ofSeconds(5));
        }
        assertThat(term("gateway-eu>payments")).isEqualTo(new RecentTerm(new Spread(43 * MILLI, 43 * MILLI), null));
        assertThat(term("gateway-eu"))
                .isEqualTo(new RecentTerm(new Spread(MILLI, MILLI), new Spread(100_000, 100_000)));

        for (int i = 48; i < 72; i++) {
            store.onReport(failed(PROBE, i, "UNAVAILABLE"));
            ticker.advance(Duration.ofSeconds(5));
        }
        assertThat(term("gateway-eu").own()).isNull();
        assertThat(recent()).isEqualTo(new RecentSnapshot(120, 24, 24, -1, -1));
    }

    @Test
    void path_is_down_when_the_latest_and_half_of_the_recent_probes_failed() {
        assertThat(path().condition()).isEqualTo(PathCondition.LEARNING);
        store.onReport(ok(PROBE, 0, 50 * MILLI));
        store.onReport(failed(PROBE, 1, "UNAVAILABLE"));
        store.onReport(failed(PROBE, 2, "UNAVAILABLE"));
        assertThat(path().condition()).as("two of three").isEqualTo(PathCondition.LEARNING);
        store.onReport(failed(PROBE, 3, "UNAVAILABLE"));
        assertThat(path().condition()).as("three of four").isEqualTo(PathCondition.DOWN);
        store.onReport(ok(PROBE, 4, 50 * MILLI));
        assertThat(path().condition()).as("up again").isEqualTo(PathCondition.LEARNING);
    }

    @Test
    void of_very_few_probes_all_must_have_failed() {
        store.onReport(failed(PROBE, 1, "UNAVAILABLE"));
        assertThat(path().condition()).isEqualTo(PathCondition.DOWN);
    }

    @Test
    void path_whose_prober_alone_is_at_fault_is_doubtful() {
        store.onReport(ok(PROBE, 0, 50 * MILLI));
        store.onVerdict(verdict("i1", Verdict.State.OPEN, Cause.PROBER_IMPAIRED, "prober-eu", 10, ELSEWHERE));
        store.onPathStatus(new PathStatus(PROBE.path(), 0, PathStatus.State.INCIDENT, null, null));
        assertThat(path().condition()).as("not named yet").isEqualTo(PathCondition.DOUBTFUL);
        store.onVerdict(verdict("i1", Verdict.State.UPDATE, Cause.PROBER_IMPAIRED, "prober-eu", 11));
        assertThat(path().condition()).as("named").isEqualTo(PathCondition.DOUBTFUL);

        store.onVerdict(verdict("i2", Verdict.State.OPEN, Cause.HOP_SLOW, "payments", 12, ELSEWHERE));
        assertThat(path().condition()).as("of a fault elsewhere").isEqualTo(PathCondition.DOUBTFUL);
        store.onVerdict(verdict("i2", Verdict.State.UPDATE, Cause.HOP_SLOW, "payments", 13));
        assertThat(path().condition()).as("of a fault on it").isEqualTo(PathCondition.INCIDENT);
        store.onVerdict(verdict("i2", Verdict.State.CLOSE, Cause.HOP_SLOW, "payments", 14));
        assertThat(path().condition()).as("after it").isEqualTo(PathCondition.DOUBTFUL);

        store.onVerdict(verdict("i1", Verdict.State.CLOSE, Cause.PROBER_IMPAIRED, "prober-eu", 15));
        assertThat(path().condition()).as("until diagnosis says more").isEqualTo(PathCondition.DOUBTFUL);
        store.onReport(failed(PROBE, 1, "UNAVAILABLE"));
        store.onReport(failed(PROBE, 2, "UNAVAILABLE"));
        store.onReport(failed(PROBE, 3, "UNAVAILABLE"));
        assertThat(path().condition()).as("of failures").isEqualTo(PathCondition.DOWN);
    }

    @Test
    void path_touched_by_a_fault_that_was_not_told_of_it_yet_is_in_an_incident_though_another_prober_is_impaired() {
        store.onReport(ok(PROBE, 0, 50 * MILLI));
        store.onVerdict(verdict("i1", Verdict.State.OPEN, Cause.PROBER_IMPAIRED, "prober-us", 10, ELSEWHERE));
        store.onVerdict(verdict("i2", Verdict.State.OPEN, Cause.HOP_SLOW, "payments", 12, ELSEWHERE));
        store.onPathStatus(new PathStatus(PROBE.path(), 0, PathStatus.State.INCIDENT, null, null));
        assertThat(path().condition()).isEqualTo(PathCondition.INCIDENT);
    }

    @Test
    void else_it_is_as_diagnosis_says() {
        store.onReport(ok(PROBE, 0, 50 * MILLI));
        store.onVerdict(verdict("i1", Verdict.State.OPEN, Cause.HOP_SLOW, "payments", 10));
        for (PathStatus.State state : PathStatus.State.values()) {
            store.onPathStatus(new PathStatus(PROBE.path(), 0, state, null, null));
            String word = state == PathStatus.State.INSUFFICIENT_DATA ? "unknown" : state.label();
            assertThat(path().condition().label()).isEqualTo(word);
        }
    }

    @Test
    void rows_are_paths_without_their_parts_and_their_past() {
        store.onReport(failed(PROBE, 0, "UNAVAILABLE"));
        store.onReport(ok(PROBE, 1, 50 * MILLI));
        PathSnapshot whole = store.paths().get(0);
        PathSnapshot row = path();

        assertThat(whole.terms()).isNotEmpty();
        assertThat(whole.hops()).isNotEmpty();
        assertThat(whole.recentFailures()).isNotEmpty();
        assertThat(row.terms()).isEmpty();
        assertThat(row.hops()).isEmpty();
        assertThat(row.recentFailures()).isEmpty();
        assertThat(List.of(row.latency(), row.recent(), row.probes(), row.id()))
                .isEqualTo(List.of(whole.latency(), whole.recent(), whole.probes(), whole.id()));
    }
}
