package dev.insight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.insight.probe.Probe;
import dev.insight.probe.Route;
import dev.insight.probe.Target;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How often the detectors cry wolf, and how late they come, under the conditions they state. */
class DetectorsTest {
    @Test
    void normal_scores_are_the_normal_quantiles() {
        assertThat(NormalScores.quantile(0.5)).isCloseTo(0, within(1e-9));
        assertThat(NormalScores.quantile(0.975)).isCloseTo(1.959964, within(1e-5));
        assertThat(NormalScores.quantile(0.001)).isCloseTo(-3.090232, within(1e-5));
        assertThat(NormalScores.of(0, 240)).isLessThan(-2.5f);
        assertThat(NormalScores.of(240, 240)).isGreaterThan(2.5f);
    }

    @Test
    void a_shift_is_suspected_by_chance_once_in_a_million_values_and_found_in_a_few() {
        Random random = new Random(1);
        Cusum cusum = new Cusum(10);
        int alarms = 0;
        for (int i = 0; i < 5_000_000; i++) {
            cusum.add(excess(0).evidence((float) random.nextGaussian()), i);
            if (cusum.isAlarm()) {
                alarms++;
                cusum.reset();
            }
        }
        assertThat(alarms).isLessThanOrEqualTo(5);

        int values = 0;
        while (!cusum.isAlarm()) {
            cusum.add(excess(1).evidence((float) (2 + random.nextGaussian())), values++);
        }
        assertThat(values).isLessThan(25);
    }

    /** A value so many times the least effect that matters above the usual. */
    private static Sample excess(float gates) {
        return new Sample(gates, 1, 0.1f, -1);
    }

    @Test
    void a_value_that_scatter_explains_counts_for_its_rank_alone() {
        float calm = new Sample(8, 2, 0.1f, -1).evidence(2);
        float rough = new Sample(8, 2, 4, -1).evidence(2);

        assertThat(rough).isEqualTo(excess(0).evidence(2));
        assertThat(calm).isGreaterThan(rough);
    }

    @ParameterizedTest
    @ValueSource(strings = {"delay", "tail"})
    void what_scatters_as_far_as_an_incident_rose_does_not_keep_it_open(String kind) {
        Component service = new Component(Component.Kind.SERVICE, "service-sg");
        Finding finding = new Finding(
                Cause.SERVICE_SLOW, "service-sg", 0.97, kind, 13, 0, null, null, "", Evidence.Numbers.NONE, List.of());
        Incident incident = new Incident("i1", finding, 0, 5_000_000);
        Target target = Target.builder("sg", "service-sg", "service-sg:1").build();
        PathState path = new PathState(
                Probe.builder("eu", target, Route.of("direct", "service-sg")).build(), new Components());
        Random random = new Random(4);
        int shown = 0;
        for (int i = 0; i < 1_000; i++) {
            Sample sample = new Sample(4 * (float) random.nextGaussian(), 3, 4, -1);
            service.take(i, path, sample, 0, false, null);
            shown += LastingRule.shows(service, incident, i) ? 1 : 0;
        }
        assertThat(shown).isLessThan(60);

        for (int i = 1_000; i < 1_030; i++) {
            Sample sample = new Sample(13 + 4 * (float) random.nextGaussian(), 3, 4, -1);
            service.take(i, path, sample, 0, false, null);
        }
        assertThat(LastingRule.shows(service, incident, 1_030)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"3.8, false", "5.2, true"})
    void what_the_weather_may_leave_does_not_keep_an_incident_open_and_what_matters_does(float rest, boolean shows) {
        Component link = new Component(Component.Kind.LINK, "mediary-eu>mediary-us");
        Finding finding = new Finding(
                Cause.LINK_DEGRADED,
                "mediary-eu>mediary-us",
                0.97,
                "delay",
                8,
                0,
                null,
                null,
                "",
                Evidence.Numbers.NONE,
                List.of());
        Incident incident = new Incident("i1", finding, 0, 5_000_000);
        Target target = Target.builder("us", "service-us", "service-us:1").build();
        PathState path = new PathState(
                Probe.builder("eu", target, Route.of("direct", "service-us")).build(), new Components());
        for (int i = 0; i < 24; i++) {
            link.take(i, path, new Sample(rest, 6.4f, 0.5f, -1), 0, false, null);
        }
        assertThat(LastingRule.shows(link, incident, 24)).isEqualTo(shows);
    }

    @Test
    void the_change_is_dated_to_when_it_began() {
        Random random = new Random(2);
        Cusum cusum = new Cusum(10);
        int now = 0;
        for (; now < 1_000; now++) {
            cusum.add(excess(0).evidence((float) random.nextGaussian()), now);
        }
        while (!cusum.isAlarm()) {
            cusum.add(excess(1).evidence((float) (3 + random.nextGaussian())), now++);
        }
        assertThat(cusum.leftZeroMicros()).isBetween(980L, 1_003L);
    }

    @Test
    void what_always_happens_a_little_is_no_news_and_what_becomes_frequent_is() {
        Random random = new Random(3);
        RareEvents events = RareEvents.ofStalls();
        int alarms = 0;
        for (int i = 0; i < 200_000; i++) {
            if (random.nextDouble() < 0.01) {
                events.hit(i);
            } else {
                events.miss(i);
            }
            if (events.isAlarm()) {
                alarms++;
                events.reset();
            }
        }
        assertThat(alarms).isLessThanOrEqualTo(4);

        int values = 0;
        while (!events.isAlarm()) {
            values++;
            if (random.nextDouble() < 0.3) {
                events.hit(200_000 + values);
            } else {
                events.miss(200_000 + values);
            }
        }
        assertThat(values).isLessThan(60);
    }

    @Test
    void load_that_is_not_known_is_neither_idle_nor_busy() {
        HostLoads loads = new HostLoads();
        assertThat(loads.of("gateway-eu", null, 0, 0)).isNull();

        loads.take(new HostLoad("gateway-eu", "a", 1_000_000, 0.3));
        loads.take(new HostLoad("gateway-eu", "a", 31_000_000, 0.97));
        HostLoads.Busy busy = loads.of("gateway-eu", "a", 20_000_000, 40_000_000);
        assertThat(busy).isNotNull();
        assertThat(busy.isShort()).isTrue();
        assertThat(loads.of("gateway-eu", "b", 20_000_000, 40_000_000)).isNull();
        assertThat(loads.of("gateway-eu", "a", 20_000_000, 400_000_000)).isNull(); // stale
    }
}
