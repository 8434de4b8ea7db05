package dev.insight.runner.view;

import static dev.insight.runner.SampleReports.MILLI;
import static dev.insight.runner.SampleReports.PROBE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.ProbeReport;
import dev.insight.decomposition.Decomposition;
import dev.insight.decomposition.Term;
import dev.insight.runner.SampleReports;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TraceHistoryTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String OCEAN = TraceHistory.key(Term.Kind.LINK, "gateway-eu>payments");
    private static final String GATEWAY = TraceHistory.key(Term.Kind.SELF, "gateway-eu");

    private final TraceHistory history = new TraceHistory();

    @Test
    void move_ofAPartThatTakesLongerNow_isAgainstTheFirstMinute() {
        probes(0, 60, 100);
        probes(60, 100, 140);

        TraceHistory.Move move = Objects.requireNonNull(history.move(OCEAN, 100 * SECOND));
        assertThat(move.wasNanos()).isEqualTo(93 * MILLI);
        assertThat(move.byNanos()).isEqualTo(40 * MILLI);
        assertThat(history.moved(List.of(GATEWAY, OCEAN, TraceHistory.WHOLE), 100 * SECOND))
                .extracting(TraceHistory.Move::part)
                .containsExactly(OCEAN, TraceHistory.WHOLE);
    }

    @Test
    void move_thatIsOver_isForgottenAMinuteLater() {
        probes(0, 60, 100);
        probes(60, 70, 140);
        probes(70, 140, 100);

        assertThat(history.moved(List.of(OCEAN), 140 * SECOND)).isEmpty();
    }

    @Test
    void move_noFartherThanThePartWandersByItself_isNone() {
        for (int i = 0; i < 60; i++) {
            add(i, 100 + 10 * (i % 4));
        }
        probes(60, 120, 128);

        assertThat(Objects.requireNonNull(history.move(OCEAN, 120 * SECOND)).real())
                .isFalse();
    }

    @Test
    void move_thatBeganInTheLastSecondsOfTheFirstMinute_isSeen() {
        probes(0, 53, 100);
        probes(53, 120, 140);

        assertThat(history.moved(List.of(OCEAN), 120 * SECOND)).hasSize(1);
    }

    @Test
    void move_whileLittleIsKnown_isNone() {
        probes(0, 7, 100);
        probes(61, 90, 140);
        assertThat(history.move(OCEAN, 90 * SECOND)).isNull();

        probes(7, 60, 100);
        assertThat(history.move(OCEAN, 90 * SECOND)).isNotNull();
        assertThat(history.move("SELF:nobody", 90 * SECOND)).isNull();
    }

    @Test
    void cells_areMediansOfTheirTime_andFailuresOfTheWholePath() {
        add(0, 100);
        add(1, 120);
        history.add(2 * SECOND, SampleReports.failed(PROBE, 2, "UNAVAILABLE"));
        add(3, 140);

        assertThat(history.cells(TraceHistory.WHOLE, 5, 5 * SECOND, 3 * SECOND))
                .containsExactly(Sparkline.NONE, 100 * MILLI, 120 * MILLI, Sparkline.FAILED, 140 * MILLI);
        assertThat(history.cells(OCEAN, 5, 5 * SECOND, 3 * SECOND))
                .containsExactly(Sparkline.NONE, 93 * MILLI, 113 * MILLI, Sparkline.NONE, 133 * MILLI);
    }

    @Test
    void span_growsInStepsUntilItIsTenMinutes() {
        probes(0, 1, 100);

        assertThat(history.spanNanos(10, SECOND, 9 * SECOND)).isEqualTo(10 * SECOND);
        assertThat(history.spanNanos(10, SECOND, 15 * SECOND)).isEqualTo(15 * SECOND);
        assertThat(history.spanNanos(10, SECOND, 16 * SECOND)).isEqualTo(20 * SECOND);
        assertThat(history.spanNanos(10, SECOND, 25 * SECOND)).isEqualTo(30 * SECOND);
        assertThat(history.spanNanos(10, SECOND, 7_200 * SECOND)).isEqualTo(640 * SECOND);
    }

    @Test
    void worst_isOfTheWholeTrace_andTaintedProbesAreNone() {
        add(0, 300);
        probes(1, 5_000, 100);
        history.add(
                5_000 * SECOND,
                SampleReports.report(SampleReports.okResult(PROBE, 1, 900 * MILLI)
                        .tainted(true)
                        .build()));
        history.add(5_000 * SECOND, SampleReports.partial(PROBE, "gateway-eu", 1, 900 * MILLI));

        assertThat(history.worstNanos(TraceHistory.WHOLE)).isEqualTo(300 * MILLI);
        assertThat(history.worstNanos("SELF:nobody")).isEqualTo(PartRows.ABSENT);
    }

    @Test
    void parts_moreThanARouteHas_areNotRemembered() {
        for (int i = 0; i < 100; i++) {
            Term term = SampleReports.term(Term.Kind.SELF, "made-up-" + i, MILLI, -1);
            ProbeReport made = SampleReports.ok(PROBE, i, 100 * MILLI);
            history.add(
                    i * SECOND,
                    new ProbeReport(
                            made.result(), new Decomposition(100 * MILLI, List.of(term), List.of(), null, Map.of())));
        }

        assertThat(history.worstNanos("SELF:made-up-62")).isEqualTo(MILLI);
        assertThat(history.worstNanos("SELF:made-up-63")).isEqualTo(PartRows.ABSENT);
        assertThat(history.cells("SELF:made-up-63", 1, 100 * SECOND, 99 * SECOND))
                .containsExactly(Sparkline.NONE);
        assertThat(history.worstNanos(TraceHistory.WHOLE)).isEqualTo(100 * MILLI);
    }

    /** A probe a second that takes so many milliseconds. */
    private void probes(int fromSecond, int toSecond, long millis) {
        for (int i = fromSecond; i < toSecond; i++) {
            add(i, millis);
        }
    }

    private void add(int second, long millis) {
        history.add(second * SECOND, SampleReports.ok(PROBE, second, millis * MILLI));
    }
}
