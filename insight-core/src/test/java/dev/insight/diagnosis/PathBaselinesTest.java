package dev.insight.diagnosis;

import static dev.insight.diagnosis.SimulatedLayer.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.insight.diagnosis.PathBaseline.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of what paths usually take. */
class PathBaselinesTest {
    private static final Duration LEARNING = Duration.ofMinutes(10);
    private static final String PATH = "eu>sg/forwarded/echo";
    private static final double MILLI = 1e6;

    private final List<PathBaseline> told = new ArrayList<>();
    private final SimulatedLayer layer =
            new SimulatedLayer(verdicts -> Diagnoser.create(verdicts, status -> {}, told::add));

    @Test
    void baseline_is_told_as_soon_as_it_is_usable_and_every_ten_seconds_from_then_on() {
        long start = layer.nowMicros();
        layer.run(LEARNING);

        List<PathBaseline> of = of(PATH);
        assertThat(of.get(0).epochMicros() - start).isBetween(55 * SECOND, 65 * SECOND);
        assertThat(of).hasSizeBetween(50, 58);
        for (int i = 2; i < of.size(); i++) {
            assertThat(of.get(i).epochMicros() - of.get(i - 1).epochMicros()).isBetween(10 * SECOND, 12 * SECOND);
        }
    }

    @Test
    void levels_are_those_of_the_path_and_of_each_part() {
        layer.run(LEARNING);

        PathBaseline last = last(PATH);
        assertThat(last.whole()).isNotNull();
        assertThat(last.whole().p50Nanos() / MILLI).isCloseTo(126.5, within(1.5));
        assertThat(last.whole().p99Nanos()).isGreaterThan(last.whole().p50Nanos());
        assertThat(last.whole().samples()).isBetween(100, 125);
        assertThat(last.terms()).hasSize(10);
        assertThat(last.terms().get("service-sg").p50Nanos() / MILLI).isCloseTo(2.5, within(0.1));
        assertThat(last.terms().get("mediary-eu>mediary-sg").p50Nanos() / MILLI).isCloseTo(120, within(0.5));
    }

    @Test
    void baseline_stays_that_of_before_while_an_incident_is_open() {
        layer.run(LEARNING);
        Level before = last(PATH).terms().get("mediary-sg");
        layer.slow("mediary-sg", 40).run(Duration.ofMinutes(10));

        assertThat(layer.verdicts()).isNotEmpty();
        PathBaseline during = last(PATH);
        assertThat(during.terms().get("mediary-sg").p50Nanos()).isCloseTo(before.p50Nanos(), within(50_000L));
        assertThat(during.whole().p50Nanos() / MILLI).isCloseTo(126.5, within(1.5));
    }

    @Test
    void nothing_is_told_of_a_path_that_left() {
        layer.run(LEARNING);
        layer.diagnoser().removed(layer.probes().get(0));
        told.clear();
        layer.run(Duration.ofMinutes(1));

        assertThat(told)
                .isNotEmpty()
                .noneMatch(
                        baseline -> baseline.path().equals(layer.probes().get(0).path()));
    }

    @Test
    void path_that_comes_again_is_told_of_at_once() {
        layer.run(LEARNING);
        told.clear();
        layer.again().run(Duration.ofSeconds(5));

        assertThat(of(PATH)).isNotEmpty();
        assertThat(of(PATH).get(0).whole()).isNotNull();
    }

    private List<PathBaseline> of(String path) {
        return told.stream().filter(it -> it.path().toString().equals(path)).toList();
    }

    private PathBaseline last(String path) {
        List<PathBaseline> of = of(path);
        return of.get(of.size() - 1);
    }
}
