package dev.insight.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Evidence;
import dev.insight.diagnosis.Verdict;
import dev.insight.examples.lab.Fault;
import dev.insight.probe.PathId;
import dev.insight.runner.store.IncidentSnapshot;
import dev.insight.runner.view.Style;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TourScreenTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_760_000_000_000_000L;
    private static final Style UNICODE = new Style(false, true);
    private static final InjectedFault FAULT =
            new InjectedFault(Fault.parse("hop_slow@mediary-sg=40ms,for=1m"), 30 * SECOND, null);

    @Test
    void quiet_saysWhatIsSeenAndWhatToTry() {
        assertThat(render(List.of(), List.of(), List.of(), 24))
                .containsExactly(
                        "insight demo                                                                0:50",
                        "The page: http://127.0.0.1:9464/",
                        "",
                        "No incident is open. From eu to sg a call takes what light takes, and each hop",
                        "  next to nothing.",
                        "",
                        "Try 1 of 7: hop_overloaded@mediary-sg=40ms,for=40s",
                        "  You will see: in 10 to 40 s one hop of four paths is named, by its queue and",
                        "  its host's load.",
                        "Type 1 and Enter to inject it, or any fault; help says what else.");
    }

    @Test
    void incident_isToldWithWhatItMeans_andThatItIsTheOneInjected() {
        assertThat(render(List.of(incident(Cause.HOP_SLOW, "mediary-sg", 42)), List.of(FAULT), List.of(), 24))
                .startsWith(
                        "insight demo                                                                0:50",
                        "The page: http://127.0.0.1:9464/",
                        "injected: hop_slow@mediary-sg=40ms,for=1m, 40 s left")
                .anyMatch(line -> line.startsWith("mediary-sg slow since "))
                .contains(
                        "This hop takes longer, and neither its queue nor its host says why. It is the",
                        "  fault that was injected, found 12 s after it began.");
    }

    @Test
    void incident_ofAnotherCauseOrPlace_isNotTakenForTheInjectedOne() {
        assertThat(text(incident(Cause.HOP_OVERLOADED, "mediary-sg", 42)))
                .contains("That is where hop_slow was injected, found 12 s after it began, by another cause.");
        assertThat(text(incident(Cause.HOP_SLOW, "gateway-us", 42))).contains("Nobody injected it there: another");
        assertThat(text(incident(Cause.HOP_SLOW, "mediary-sg", 20))).contains("Nobody injected it there: another");
        assertThat(text(incident(Cause.PROBER_IMPAIRED, "prober-eu", 42)))
                .contains("Nobody injected it: this machine is busy with something else.");
    }

    @Test
    void pausesOfTheOneProcess_areToldOnceHoweverManyProbersHaveThem() {
        List<IncidentSnapshot> incidents = List.of(
                incident(Cause.PROBER_IMPAIRED, "prober-eu", 40), incident(Cause.PROBER_IMPAIRED, "prober-us", 40));

        assertThat(render(incidents, List.of(), List.of(), 24))
                .anyMatch(line -> line.startsWith("prober-eu stands still"))
                .noneMatch(line -> line.startsWith("prober-us"));
    }

    @Test
    void answer_takesThePlaceOfWhatToTry_andALongOneTheWholeScreen() {
        assertThat(render(List.of(), List.of(), List.of("cleared 1 fault"), 24))
                .endsWith("", "cleared 1 fault")
                .noneMatch(line -> line.startsWith("Try"));
        assertThat(render(List.of(), List.of(), List.of("1", "2", "3", "4", "5"), 24))
                .containsSubsequence("The page: http://127.0.0.1:9464/", "", "1", "2", "3", "4", "5")
                .hasSize(8);
    }

    @Test
    void longAnswer_hasTheWholeScreenWhereItNeedsIt_orIsSeenToGoOn() {
        List<String> answer = List.of("1", "2", "3", "4", "5");

        assertThat(render(List.of(), List.of(), answer, 7)).isEqualTo(answer);
        assertThat(render(List.of(), List.of(), answer, 4))
                .containsExactly("1", "2", "3", "More follows: the terminal is too low for it.");
    }

    @Test
    void lowScreen_saysThatSomethingIsLeftOut() {
        assertThat(render(List.of(), List.of(), List.of(), 10).get(0)).startsWith("insight demo  ");
        assertThat(render(List.of(), List.of(), List.of(), 9).get(0))
                .startsWith("insight demo: a higher terminal shows more  ");
    }

    @Test
    void screen_isNeverHigherThanItsRowsNorWiderThanItsColumns() {
        List<IncidentSnapshot> incidents = List.of(
                incident(Cause.HOP_SLOW, "mediary-sg", 42),
                incident(Cause.LINK_DOWN, "mediary-eu>mediary-sg", 42),
                incident(Cause.HOP_DOWN, "gateway-us", 42),
                incident(Cause.UNKNOWN, "gateway-sg", 42));
        for (int rows = 0; rows < 30; rows++) {
            assertThat(render(incidents, List.of(FAULT), List.of(), rows))
                    .hasSizeLessThanOrEqualTo(rows)
                    .allMatch(line -> line.length() <= 80);
        }
        assertThat(render(incidents, List.of(FAULT), List.of(), 30)).contains("and 1 more, on the page");
    }

    @Test
    void summary_saysOfEachFaultWhetherItWasFound_andWhatNobodyInjected() {
        InjectedFault unfound = new InjectedFault(Fault.parse("hop_slow@mediary-eu=5ms,for=5s"), 31 * SECOND, null);
        InjectedFault none = new InjectedFault(Fault.parse("host_busy@mediary-eu,for=5s"), 31 * SECOND, null);
        InjectedFault early = new InjectedFault(Fault.parse("hop_down@mediary-us,after=1h"), 31 * SECOND, null);

        assertThat(new Findings(List.of(FAULT, unfound, none, early), START)
                        .summary(
                                List.of(
                                        incident(Cause.HOP_SLOW, "mediary-sg", 42),
                                        incident(Cause.HOP_SLOW, "gateway-us", 44)),
                                50 * SECOND))
                .isEqualTo("""
                        hop_slow@mediary-sg=40ms,for=1m: found as hop_slow after 12 s, 97 % sure
                        hop_slow@mediary-eu=5ms,for=5s: not found in the 5 s it was on
                        host_busy@mediary-eu=5ms,for=5s: nothing was to be found, and nothing was
                        hop_down@mediary-us,after=1h: had not begun
                        besides: gateway-us hop_slow, which nobody injected there
                        """);
    }

    private static String text(IncidentSnapshot incident) {
        return String.join(" ", render(List.of(incident), List.of(FAULT), List.of(), 24))
                .replaceAll(" +", " ");
    }

    private static List<String> render(
            List<IncidentSnapshot> incidents, List<InjectedFault> faults, List<String> answer, int rows) {
        return TourScreen.render(
                new TourScreen.Scene(
                        URI.create("http://127.0.0.1:9464/"),
                        50 * SECOND,
                        START,
                        List.of(),
                        incidents,
                        faults,
                        Map.of(),
                        160 * SECOND / 1_000),
                answer,
                UNICODE,
                80,
                rows);
    }

    /** Opened so many seconds after the demo began. */
    private static IncidentSnapshot incident(Cause cause, String component, int seconds) {
        long opened = START + seconds * 1_000_000L;
        Evidence evidence = new Evidence(
                component + ": +40.0 ms in the middle of 12 calls", "delay", 40, null, null, List.of(), List.of());
        return new IncidentSnapshot(
                new Verdict(
                        opened,
                        component,
                        Verdict.State.OPEN,
                        cause,
                        component,
                        0.97,
                        evidence,
                        opened,
                        List.of(new PathId("eu", "sg", "forwarded", "payments"))),
                opened,
                -1);
    }
}
