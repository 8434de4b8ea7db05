package dev.insight.runner.history;

import static dev.insight.runner.history.SimulatedPath.START_MILLIS;
import static dev.insight.runner.history.SimulatedPath.term;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.ProbeReport;
import dev.insight.decomposition.Term;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** What is remembered of a path. */
class HistoryTest {
    private static final long MILLI = 1_000_000;
    private static final long HOUR = 3_600_000;
    private static final Percentage HALF_A_PERCENT = Percentage.withPercentage(0.5);

    private final History history = History.create(new HistoryConfig(16 << 20));
    private final SimulatedPath path = new SimulatedPath("sg", Duration.ofSeconds(1), 1);

    HistoryTest() {
        history.onAdded(path.probe());
    }

    @Test
    void last_two_hours_are_told_probe_by_probe() {
        List<ProbeReport> reports = new ArrayList<>();
        for (int i = 0; i < 3_600; i++) {
            reports.add(path.next(at(i)));
            history.onReport(reports.get(i));
        }
        HistoryWindow window = read(at(1_000), at(2_000), 2_000, at(3_600));

        assertThat(window.isDetail()).isTrue();
        assertThat(window.size()).isEqualTo(1_000);
        for (int i = 0; i < window.size(); i++) {
            ProbeReport report = reports.get(1_000 + i);
            assertThat(window.millis(i)).isEqualTo(at(1_000 + i));
            assertThat(window.probes(i)).isEqualTo(1);
            boolean isOk = report.result().outcome().isOk();
            assertThat(window.failures(i)).isEqualTo(isOk ? 0 : 1);
            if (isOk) {
                assertThat(window.p50Nanos(i)).isCloseTo(report.result().latencyNanos(), HALF_A_PERCENT);
            } else {
                assertThat(window.p50Nanos(i)).isEqualTo(HistoryWindow.UNKNOWN);
            }
        }
        assertThat(window.terms())
                .hasSize(11)
                .extracting(HistoryTerm::name)
                .startsWith("prober-eu>gateway-eu", "gateway-eu");
        Term wanted = reports.get(1_000).decomposition().terms().get(1);
        assertThat(window.terms().get(1).p50Nanos(0)).isCloseTo(wanted.nanos(), HALF_A_PERCENT);
    }

    @Test
    void day_is_told_in_steps_with_the_quantiles_of_each() {
        for (int i = 0; i < 24 * 360; i++) {
            for (int k = 0; k < 10; k++) {
                history.onReport(path.ok(START_MILLIS + i * 10_000L + k * 1_000L, (10 + i % 7 + k) * MILLI));
            }
        }
        long end = START_MILLIS + 24 * HOUR;
        HistoryWindow window = read(START_MILLIS + HOUR, START_MILLIS + 2 * HOUR, 360, end);

        assertThat(window.isDetail()).isFalse();
        assertThat(window.stepMillis()).isEqualTo(10_000);
        assertThat(window.size()).isEqualTo(360);
        for (int i = 0; i < 360; i++) {
            int low = 10 + (360 + i) % 7;
            assertThat(window.probes(i)).isEqualTo(10);
            assertThat(window.p50Nanos(i)).isCloseTo((low + 4) * MILLI, HALF_A_PERCENT);
            assertThat(window.p99Nanos(i)).isCloseTo((low + 9) * MILLI, HALF_A_PERCENT);
            assertThat(window.maxNanos(i)).isCloseTo((low + 9) * MILLI, HALF_A_PERCENT);
        }
        assertThat(read(START_MILLIS, end, 2_000, end).size()).isEqualTo(1_728);
        assertThat(read(START_MILLIS, end, 100, end).stepMillis()).isEqualTo(870_000);
    }

    @Test
    void longer_steps_hold_all_that_the_short_ones_held() {
        for (int i = 0; i < 600; i++) {
            boolean isBad = i % 60 == 0;
            history.onReport(isBad ? path.failed(at(i)) : path.ok(at(i), (i < 310 ? 10 : 20) * MILLI));
        }
        history.onReport(path.ok(at(599), 500 * MILLI));
        HistoryWindow window = read(at(0), at(600), 1, at(601));

        assertThat(window.size()).isEqualTo(1);
        assertThat(window.stepMillis()).isEqualTo(600_000);
        assertThat(window.probes(0)).isEqualTo(601);
        assertThat(window.failures(0)).isEqualTo(10);
        assertThat(window.p50Nanos(0)).isCloseTo(10 * MILLI, HALF_A_PERCENT);
        assertThat(window.maxNanos(0)).isCloseTo(500 * MILLI, HALF_A_PERCENT);
    }

    @Test
    void steps_nobody_probed_in_are_gaps_and_those_of_failures_alone_are_not() {
        history.onReport(path.ok(at(0), 10 * MILLI));
        history.onReport(path.failed(at(10)));
        history.onReport(path.ok(at(40), 10 * MILLI));
        HistoryWindow window = read(at(-100), at(50), 100, at(4 * 3_600));

        assertThat(window.size()).isEqualTo(5);
        assertThat(probes(window)).containsExactly(1, 1, 0, 0, 1);
        assertThat(window.failures(1)).isEqualTo(1);
        assertThat(window.p50Nanos(1)).isEqualTo(HistoryWindow.UNKNOWN);
        assertThat(window.p50Nanos(2)).isEqualTo(HistoryWindow.UNKNOWN);
        assertThat(window.maxNanos(4)).isCloseTo(10 * MILLI, HALF_A_PERCENT);
    }

    @Test
    void tainted_probe_counts_and_its_latency_does_not() {
        history.onReport(path.ok(at(0), 10 * MILLI));
        history.onReport(path.tainted(at(1), 900 * MILLI));
        HistoryWindow steps = read(at(0), at(10), 1, at(60));
        HistoryWindow detail = read(at(0), at(10), 100, at(60));

        assertThat(steps.probes(0)).isEqualTo(2);
        assertThat(steps.failures(0)).isZero();
        assertThat(steps.maxNanos(0)).isCloseTo(10 * MILLI, HALF_A_PERCENT);
        assertThat(detail.p50Nanos(1)).isEqualTo(HistoryWindow.UNKNOWN);
        assertThat(detail.failures(1)).isZero();
    }

    @Test
    void step_that_has_just_ended_is_no_gap_while_its_probes_may_be_under_way() {
        history.onReport(path.ok(at(5), 10 * MILLI));

        assertThat(probes(steps(at(0), at(15), at(15)))).containsExactly(1);
        assertThat(probes(steps(at(0), at(35), at(35)))).containsExactly(1, 0);
    }

    @Test
    void probe_that_ends_late_belongs_to_the_step_it_began_in() {
        for (int i = 0; i < 60; i++) {
            history.onReport(path.ok(at(i), 10 * MILLI));
        }
        history.onReport(path.failed(at(3)));
        history.onReport(path.ok(at(60), 10 * MILLI));
        history.onReport(path.failed(at(51)));
        HistoryWindow window = read(at(0), at(70), 10, at(75));

        assertThat(probes(window)).containsExactly(11, 10, 10, 10, 10, 11, 1);
        assertThat(window.failures(0)).isEqualTo(1);
        assertThat(window.failures(5)).isEqualTo(1);
    }

    @Test
    void clock_set_back_loses_nothing_that_was_measured() {
        for (int i = 0; i < 7_200; i++) {
            history.onReport(path.ok(at(i), 10 * MILLI));
        }
        for (int i = 3_600; i < 7_300; i++) {
            history.onReport(path.ok(at(i), 20 * MILLI));
        }
        HistoryWindow window = read(at(0), at(7_300), 2_000, at(7_300));
        int[] probes = probes(window);

        assertThat(probes).hasSize(730);
        assertThat(probes[0]).isEqualTo(10);
        assertThat(probes[400]).isEqualTo(20);
        assertThat(probes[725]).isEqualTo(10);
        assertThat(window.maxNanos(400)).isCloseTo(20 * MILLI, HALF_A_PERCENT);
        for (int i = 1; i < window.size(); i++) {
            assertThat(window.millis(i)).isEqualTo(window.millis(i - 1) + 10_000);
        }
        HistoryWindow detail = read(at(3_600), at(3_660), 2_000, at(7_300));
        assertThat(detail.size()).isEqualTo(120);
        assertThat(detail.millis(1)).isEqualTo(detail.millis(0));
    }

    @Test
    void clock_set_ahead_and_back_shows_nothing_of_the_future() {
        history.onReport(path.ok(at(0), 10 * MILLI));
        history.onReport(path.ok(at(500_000), 10 * MILLI));
        history.onReport(path.ok(at(1), 10 * MILLI));

        assertThat(probes(steps(at(-10), at(10), at(30)))).containsExactly(2);
        assertThat(probes(read(at(-10), at(10), 10, at(30)))).containsExactly(1, 1);
    }

    @Test
    void hop_that_appears_is_a_part_from_then_on_and_one_that_goes_until_then() {
        for (int i = 0; i < 600; i++) {
            history.onReport(
                    i < 300
                            ? path.ok(at(i), 10 * MILLI, term(Term.Kind.SELF, "a", 4), term(Term.Kind.SELF, "c", 6))
                            : path.ok(at(i), 10 * MILLI, term(Term.Kind.SELF, "b", 2), term(Term.Kind.SELF, "a", 4)));
        }
        HistoryWindow window = read(at(0), at(600), 60, at(700));

        assertThat(window.terms()).extracting(HistoryTerm::name).containsExactly("b", "a", "c");
        assertThat(window.terms().get(0).p50Nanos(29)).isEqualTo(HistoryWindow.UNKNOWN);
        assertThat(window.terms().get(0).p50Nanos(30)).isCloseTo(2 * MILLI, HALF_A_PERCENT);
        assertThat(window.terms().get(1).p50Nanos(29)).isCloseTo(4 * MILLI, HALF_A_PERCENT);
        assertThat(window.terms().get(1).p50Nanos(59)).isCloseTo(4 * MILLI, HALF_A_PERCENT);
        assertThat(window.terms().get(2).p50Nanos(30)).isEqualTo(HistoryWindow.UNKNOWN);
    }

    @Test
    void names_that_a_peer_makes_up_are_kept_in_a_bounded_number() {
        for (int i = 0; i < 10_000; i++) {
            history.onReport(path.ok(at(i), 10 * MILLI, term(Term.Kind.SELF, "made-up-" + i, 1)));
        }
        HistoryWindow window = read(at(0), at(10_000), 2_000, at(10_000));

        assertThat(window.terms()).hasSize(64);
        assertThat(history.usage().bytes()).isLessThan(300_000);
    }

    @Test
    void names_not_seen_for_a_day_make_room() {
        for (int i = 0; i < 64; i++) {
            history.onReport(path.ok(at(i), 10 * MILLI, term(Term.Kind.SELF, "old-" + i, 1)));
        }
        history.onReport(path.ok(at(90_000), 10 * MILLI, term(Term.Kind.SELF, "new", 1)));

        assertThat(read(at(89_990), at(90_010), 9, at(90_010)).terms())
                .extracting(HistoryTerm::name)
                .containsExactly("new");
    }

    @Test
    void only_what_is_older_than_a_day_is_forgotten_and_of_probes_what_is_older_than_two_hours() {
        for (int i = 0; i < 26 * 3_600; i += 5) {
            history.onReport(path.ok(at(i), 10 * MILLI));
        }
        long now = at(26 * 3_600);
        HistoryWindow day = read(now - 24 * HOUR, now, 2_000, now);

        assertThat(day.millis(0)).isEqualTo(now - 24 * HOUR);
        assertThat(day.oldestMillis().orElseThrow()).isBetween(now - 24 * HOUR - 65 * 60_000, now - 24 * HOUR);
        assertThat(read(now - 2 * HOUR, now, 2_000, now).isDetail()).isTrue();
        assertThat(read(now - 2 * HOUR - 1, now, 2_000, now).isDetail()).isFalse();
    }

    @Test
    void path_that_is_probed_rarely_has_steps_as_long_as_its_interval() {
        SimulatedPath rare = new SimulatedPath("us", Duration.ofSeconds(65), 2);
        history.onAdded(rare.probe());
        for (int i = 0; i < 100; i++) {
            history.onReport(rare.ok(at(65L * i), 10 * MILLI));
        }
        HistoryWindow window =
                history.read(rare.probe().path(), new HistoryQuery(at(0), at(6_500), 650, at(6_500), true));

        assertThat(window.stepMillis()).isEqualTo(70_000);
        assertThat(probes(window)).doesNotContain(0);
    }

    @Test
    void path_that_leaves_keeps_nothing() {
        long before = history.usage().bytes();
        SimulatedPath other = new SimulatedPath("us", Duration.ofSeconds(5), 2);
        history.onAdded(other.probe());
        for (int i = 0; i < 5_000; i++) {
            history.onReport(other.next(at(i)));
        }
        assertThat(history.usage().paths()).isEqualTo(2);
        history.onRemoved(other.probe());
        history.onReport(other.next(at(5_001)));

        assertThat(history.usage()).isEqualTo(new HistoryUsage(1, before, 16 << 20));
        assertThat(history.read(other.probe().path(), new HistoryQuery(0, 1, 1, 1, false)))
                .isNull();
    }

    @Test
    void path_without_a_past_says_so() {
        assertThat(read(at(0), at(10), 10, at(20)).oldestMillis()).isEqualTo(OptionalLong.empty());
    }

    @Test
    void many_probes_in_a_step_are_counted_all_and_its_quantiles_are_those_of_an_even_share() {
        for (int i = 0; i < 10_000; i++) {
            history.onReport(path.ok(START_MILLIS + i, (1_000 + i) * 10_000L));
        }
        HistoryWindow window = read(at(0), at(10), 10, at(20));

        assertThat(window.probes(0)).isEqualTo(10_000);
        assertThat(window.p50Nanos(0)).isCloseTo(60 * MILLI, Percentage.withPercentage(2));
        assertThat(window.maxNanos(0)).isCloseTo(110 * MILLI, HALF_A_PERCENT);
    }

    private HistoryWindow read(long from, long to, int points, long now) {
        return history.read(path.probe().path(), new HistoryQuery(from, to, points, now, false));
    }

    private HistoryWindow steps(long from, long to, long now) {
        return history.read(path.probe().path(), new HistoryQuery(from, to, 100, now, true));
    }

    private static int[] probes(HistoryWindow window) {
        int[] probes = new int[window.size()];
        for (int i = 0; i < probes.length; i++) {
            probes[i] = window.probes(i);
        }
        return probes;
    }

    private static long at(long second) {
        return START_MILLIS + second * 1_000;
    }
}
