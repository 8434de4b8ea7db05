package dev.insight.runner.view;

import static dev.insight.runner.SampleReports.MILLI;
import static dev.insight.runner.SampleReports.PROBE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.ProbeReport;
import dev.insight.decomposition.Decomposition;
import dev.insight.decomposition.StampResult;
import dev.insight.probe.Phase;
import dev.insight.probe.PhaseTime;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import dev.insight.runner.SampleReports;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** As it is pasted: text to the letter, at several widths. */
class ProbeWaterfallTest {
    private static final Style UNICODE = new Style(false, true);

    private final List<ProbeReport> reports = List.of(cold(161), SampleReports.ok(PROBE, 1, 100 * MILLI));

    @Test
    void coldAndWarm_standOnOneAxis() {
        assertThat(ProbeWaterfall.render(reports, UNICODE, 100)).isEqualTo("""

                        cold  OK  161.00 ms
                        #  part                    node              ms  queue  share  0          50          100        150
                           dns                                     1.00          0.6%  ▏
                           connect                                20.00         12.4%  █████
                           tls                                    40.00         24.8%       █████████
                           rpc                                   100.00         62.1%                ███████████████████████
                             prober-eu>gateway-eu                  4.00          4.0%                █
                        1  gateway-eu                              1.00   0.10   1.0%                 ▏
                             gateway-eu>payments                  93.00         93.0%                 █████████████████████
                        2  payments                                2.00          2.0%                                      ▏
                           = end to end                          161.00

                        warm  OK  100.00 ms
                        #  part                    node              ms  queue  share  0          50          100        150
                             prober-eu>gateway-eu                  4.00          4.0%  █
                        1  gateway-eu              gateway-eu-1    1.00   0.10   1.0%   ▏
                             gateway-eu>payments                  93.00         93.0%   █████████████████████
                        2  payments                                2.00          2.0%                         ▏
                           = end to end                          100.00
                        """);
    }

    @Test
    void narrowTerminal_keepsNamesTimesAndBars() {
        assertThat(ProbeWaterfall.render(reports, Style.plain(), 60)).isEqualTo("""

                        cold  OK  161.00 ms
                        part                        ms  queue  0          100 ms ..
                        dns                       1.00         .
                        connect                  20.00         ##
                        tls                      40.00           ####
                        rpc                     100.00                ###########
                          prober-eu>gateway-eu    4.00                .
                        gateway-eu                1.00   0.10         .
                          gateway-eu>payments    93.00                ##########
                        payments                  2.00                          .
                        = end to end            161.00

                        warm  OK  100.00 ms
                        part                        ms  queue  0          100 ms ..
                          prober-eu>gateway-eu    4.00         .
                        gateway-eu                1.00   0.10  .
                          gateway-eu>payments    93.00          ##########
                        payments                  2.00                    .
                        = end to end            100.00
                        """);
    }

    @Test
    void veryNarrowTerminal_keepsNamesAndTimes() {
        assertThat(ProbeWaterfall.render(reports, Style.plain(), 34)).isEqualTo("""

                        cold  OK  161.00 ms
                        part                        ms ..
                        dns                       1.00
                        connect                  20.00
                        tls                      40.00
                        rpc                     100.00
                          prober-eu>gateway-eu    4.00
                        gateway-eu                1.00
                          gateway-eu>payments    93.00
                        payments                  2.00
                        = end to end            161.00

                        warm  OK  100.00 ms
                        part                        ms ..
                          prober-eu>gateway-eu    4.00
                        gateway-eu                1.00
                          gateway-eu>payments    93.00
                        payments                  2.00
                        = end to end            100.00
                        """);
    }

    @Test
    void noLine_isWiderThanTheTerminal() {
        for (int columns = 20; columns < 140; columns++) {
            int width = columns;
            assertThat(ProbeWaterfall.render(reports, UNICODE, columns).lines())
                    .as("%d columns", columns)
                    .allMatch(line -> line.length() <= width);
        }
    }

    @Test
    void colours_areOnlyAdded() {
        String coloured = ProbeWaterfall.render(reports, new Style(true, true), 100);

        assertThat(coloured).contains("\u001b[34m", "\u001b[35m", "\u001b[36m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "").lines().map(String::stripTrailing))
                .containsExactlyElementsOf(
                        ProbeWaterfall.render(reports, UNICODE, 100).lines().toList());
    }

    @Test
    void whatIsPartOfNoPhase_hasARowWhereItIsMuch() {
        assertThat(ProbeWaterfall.render(List.of(cold(261)), Style.plain(), 60))
                .contains("= end to end            261.00")
                .containsPattern("(?m)^between phases +100\\.00$");
        assertThat(ProbeWaterfall.render(List.of(cold(261)), UNICODE, 100))
                .containsPattern("(?m)^   between phases +100\\.00 +38\\.3%$");
        assertThat(ProbeWaterfall.render(List.of(cold(169)), UNICODE, 100)).doesNotContain("between phases");
    }

    @Test
    void failedProbe_hasThePhasesItCameThroughAndNoWhole() {
        ProbeReport failed = SampleReports.failed(PROBE, 0, "UNAVAILABLE");

        assertThat(ProbeWaterfall.render(List.of(failed), UNICODE, 80))
                .isEqualTo("\nwarm  UNAVAILABLE (connect): refused\n");
    }

    /** A cold probe of so many milliseconds, of which the call had 100 and phases before it 61. */
    private static ProbeReport cold(long millis) {
        ProbeResult result = ProbeResult.builder(
                        SampleReports.slot(PROBE, ProbeKind.COLD, null, 0), dev.insight.probe.Outcome.ok())
                .latencyNanos(millis * MILLI)
                .phases(List.of(
                        new PhaseTime(Phase.DNS, MILLI),
                        new PhaseTime(Phase.CONNECT, 20 * MILLI),
                        new PhaseTime(Phase.TLS, 40 * MILLI),
                        new PhaseTime(Phase.RPC, 100 * MILLI)))
                .build();
        return new ProbeReport(
                result,
                new Decomposition(
                        100 * MILLI,
                        SampleReports.ok(PROBE, 0, 100 * MILLI).decomposition().terms(),
                        List.of(),
                        "gateway-eu",
                        Map.of(StampResult.OK, 2)));
    }
}
