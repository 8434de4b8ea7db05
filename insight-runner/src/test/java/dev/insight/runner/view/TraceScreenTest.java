package dev.insight.runner.view;

import static dev.insight.runner.SampleReports.MILLI;
import static dev.insight.runner.SampleReports.PROBE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.ProbeReport;
import dev.insight.runner.SampleReports;
import dev.insight.runner.store.PathSnapshot;
import dev.insight.runner.store.PathStore;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** As it is drawn: text to the letter, at several sizes. */
class TraceScreenTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Style UNICODE = new Style(false, true);

    private final PathStore store = PathStore.create();
    private final TraceHistory history = new TraceHistory();
    private int second;

    TraceScreenTest() {
        store.onAdded(PROBE);
    }

    @Test
    void wideTerminal_hasAllColumns() {
        probes(12, 100);
        probes(10, 130);
        partials();

        assertThat(render(UNICODE, 140, 40)).isEqualTo("""
                        127.0.0.1:1  OK                                                                                                                         1:50
                        22 probes, 0.0% lost, one every 5 s  p50 100.00  p99 130.00  worst 130.00 ms
                        moved against the first minute: gateway-eu>payments +30.00 ms

                        #  part                    loss    last     p50     p99   worst  queue  change   share  last 3 min                              p50 by part
                             prober-eu>gateway-eu          4.00    4.00    4.00    4.00                   4.0%                 ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁   ▏
                        1  gateway-eu              0.0%    1.00    1.00    1.00    1.00   0.10            1.0%                 ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁   ▏
                             gateway-eu>payments         123.00   93.00  123.00  123.00         +30.00   93.0%                 ▁▁▁▁▁▁▁▁▁▁▁▁██████████    ███████████
                        2  payments                0.0%    2.00    2.00    2.00    2.00                   2.0%                 ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁              ▏
                           = end to end            0.0%  130.00  100.00  130.00  130.00         +30.00  100.0%                 ▁▁▁▁▁▁▁▁▁▁▁▁██████████

                        Ctrl-C ends it and keeps the table.
                        """);
    }

    @Test
    void usualTerminal_leavesOutWhatIsOfLeastUse() {
        probes(12, 100);
        probes(10, 130);
        partials();

        assertThat(render(UNICODE, 80, 24)).isEqualTo("""
                        127.0.0.1:1  OK                                                             1:50
                        22 probes, 0.0% lost, one every 5 s  p50 100.00  p99 130.00  worst 130.00 ms
                        moved against the first minute: gateway-eu>payments +30.00 ms

                        #  part                    loss     p50     p99  queue  change  last 2 min …
                             prober-eu>gateway-eu          4.00    4.00                   ▁▁▁▁▁▁▁▁▁▁▁
                        1  gateway-eu              0.0%    1.00    1.00   0.10            ▁▁▁▁▁▁▁▁▁▁▁
                             gateway-eu>payments          93.00  123.00         +30.00    ▁▁▁▁▁▁█████
                        2  payments                0.0%    2.00    2.00                   ▁▁▁▁▁▁▁▁▁▁▁
                           = end to end            0.0%  100.00  130.00         +30.00    ▁▁▁▁▁▁█████

                        Ctrl-C ends it and keeps the table.
                        """);
    }

    @Test
    void narrowAsciiTerminal_hasTheRestInAscii() {
        probes(12, 100);
        partials();

        assertThat(render(Style.plain(), 60, 24)).isEqualTo("""
                        127.0.0.1:1  OK                                         1:00
                        12 probes, 0.0% lost, one every 5 s  p50 100.00  p99 100.0..
                        the first minute is what later ones are compared with

                        #  part                    loss     p50     p99  queue ..
                             prober-eu>gateway-eu          4.00    4.00
                        1  gateway-eu              0.0%    1.00    1.00   0.10
                             gateway-eu>payments          93.00   93.00
                        2  payments                0.0%    2.00    2.00
                           = end to end            0.0%  100.00  100.00

                        Ctrl-C ends it and keeps the table.
                        """);
    }

    @Test
    void lowTerminal_saysThatThereIsMore() {
        probes(12, 100);

        assertThat(render(UNICODE, 80, 8).lines())
                .hasSize(7)
                .last()
                .isEqualTo("… more below: the terminal is too low for it");
    }

    @Test
    void noLine_isWiderThanTheTerminal() {
        probes(12, 100);
        probes(12, 130);
        report(SampleReports.failed(PROBE, 30, "UNAVAILABLE"));
        for (int columns = 36; columns < 200; columns++) {
            int width = columns;
            assertThat(render(UNICODE, columns, 40).lines())
                    .as("%d columns", columns)
                    .allMatch(line -> line.length() <= width);
        }
    }

    @Test
    void whatStandsAfterTheFirstMinute_isSaidToStand() {
        probes(24, 100);

        assertThat(render(UNICODE, 100, 40)).contains("\nnothing moved against the first minute\n");
    }

    @Test
    void whatIsLeftOnTheTerminal_speaksOfNoLaterMinutes() {
        probes(3, 100);

        assertThat(TraceScreen.last(PROBE, snapshot(), history, second * SECOND, UNICODE, 80)
                        .lines()
                        .toList()
                        .subList(2, 4))
                .containsExactly("", "#  part                    loss    last     p50     p99  queue  last 70 s …");
    }

    @Test
    void targetThatNeverAnswers_saysWhatWasTriedAndWhatToTry() {
        report(SampleReports.failed(PROBE, 0, "UNAVAILABLE"));
        report(SampleReports.failed(PROBE, 1, "UNAVAILABLE"));
        store.onReport(SampleReports.partial(PROBE, "gateway-eu", 0, 5 * MILLI));

        assertThat(render(UNICODE, 80, 24)).isEqualTo("""
                        127.0.0.1:1  UNAVAILABLE                                                    0:10
                        2 probes, 100.0% lost, one every 5 s
                        UNAVAILABLE (connect): refused
                        tried: grpc.health.v1.Health/Check at 127.0.0.1:1 in plain text, given 2000 ms
                        try: nothing listens there: check the port, and on the server with ss -ltn
                        asked one by one: gateway-eu OK, payments not asked yet

                        Ctrl-C ends it and keeps the table.
                        """);
    }

    @Test
    void beforeTheFirstAnswer_itSaysHowLongThatMayTake() {
        assertThat(TraceScreen.render(PROBE, null, history, 3 * SECOND, UNICODE, 40, 24))
                .isEqualTo("""
                        127.0.0.1:1                         0:03
                        asking; each probe is given 2 s

                        Ctrl-C ends it and keeps the table.
                        """);
    }

    @Test
    void elapsed_isAClock() {
        assertThat(TraceScreen.elapsed(65 * SECOND)).isEqualTo("1:05");
        assertThat(TraceScreen.elapsed(3_665 * SECOND)).isEqualTo("1:01:05");
    }

    private String render(Style style, int columns, int rows) {
        return TraceScreen.render(PROBE, snapshot(), history, second * SECOND, style, columns, rows);
    }

    /** Probes at the pace of five seconds that take so many milliseconds. */
    private void probes(int count, long millis) {
        for (int i = 0; i < count; i++) {
            report(SampleReports.ok(PROBE, second / 5, millis * MILLI));
        }
    }

    private void partials() {
        store.onReport(SampleReports.partial(PROBE, "gateway-eu", 0, 5 * MILLI));
        store.onReport(SampleReports.partial(PROBE, "payments", 0, 100 * MILLI));
    }

    private void report(ProbeReport report) {
        store.onReport(report);
        history.add(second * SECOND, report);
        second += 5;
    }

    private PathSnapshot snapshot() {
        return Objects.requireNonNull(store.path(PROBE.path()));
    }
}
