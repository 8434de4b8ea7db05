package dev.insight.diagnosis;

import static dev.insight.diagnosis.SimulatedLayer.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.diagnosis.PathStatus.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of paths beside verdicts. */
class PathStatusesTest {
    private static final Duration LEARNING = Duration.ofMinutes(10);

    private final List<PathStatus> told = new ArrayList<>();
    private final SimulatedLayer layer = new SimulatedLayer(verdicts -> Diagnoser.create(verdicts, told::add));

    @Test
    void path_is_learning_until_it_is_known_what_its_parts_usually_take() {
        long start = layer.nowMicros();
        layer.run(LEARNING);

        for (String path : paths()) {
            assertThat(of(path)).extracting(PathStatus::state).startsWith(State.LEARNING, State.OK);
            assertThat(of(path).get(1).epochMicros() - start).isBetween(50 * SECOND, 70 * SECOND);
        }
    }

    @Test
    void what_is_about_to_be_an_incident_is_watched_and_named_and_the_others_are_not() {
        layer.run(LEARNING);
        told.clear();
        layer.slow("mediary-sg", 8).run(Duration.ofMinutes(5));

        assertThat(told)
                .filteredOn(status -> status.state() == State.WATCHING)
                .extracting(PathStatus::suspect)
                .contains("mediary-sg");
        assertThat(told).filteredOn(status -> status.state() != State.WATCHING).allMatch(it -> it.suspect() == null);
        for (String path : paths()) {
            assertThat(of(path).stream().anyMatch(status -> status.state() == State.INCIDENT))
                    .as(path)
                    .isEqualTo(path.contains("sg"));
        }

        layer.repair().run(Duration.ofMinutes(5));
        assertThat(paths()).allMatch(path -> {
            List<PathStatus> said = of(path);
            return said.isEmpty() || said.get(said.size() - 1).state() == State.OK;
        });
    }

    @Test
    void path_of_which_nothing_came_for_long_is_not_known() {
        layer.run(LEARNING);
        told.clear();
        layer.skip(Duration.ofMinutes(10)).run(Duration.ofMinutes(1));

        for (String path : paths()) {
            assertThat(of(path))
                    .extracting(PathStatus::state)
                    .contains(State.INSUFFICIENT_DATA)
                    .endsWith(State.OK);
        }
    }

    @Test
    void hop_slow_from_the_start_is_a_hint_while_little_is_known_of_it_and_no_incident() {
        layer.slow("gateway-eu", 20).run(Duration.ofSeconds(50));

        assertThat(told)
                .filteredOn(status -> status.hint() != null)
                .isNotEmpty()
                .allMatch(status -> status.state() == State.LEARNING && "gateway-eu".equals(status.suspect()))
                .allMatch(status -> status.path().toString().contains("eu"))
                .extracting(PathStatus::words)
                .allSatisfy(words -> assertThat(words)
                        .matches("learning: gateway-eu takes 2\\d\\.\\d ms, others of its role 0\\.\\d"));

        layer.run(LEARNING);
        for (String path : paths()) {
            assertThat(of(path)).last().extracting(PathStatus::hint).isNull();
        }
        assertThat(layer.verdicts()).isEmpty();
    }

    @Test
    void services_differ_and_are_no_hint() {
        layer.slow("service-sg", 40).run(Duration.ofMinutes(2));

        assertThat(told).allMatch(status -> status.hint() == null);
    }

    @Test
    void nothing_is_said_again_while_nothing_changes() {
        layer.run(Duration.ofHours(1));

        for (String path : paths()) {
            List<PathStatus> said = of(path);
            for (int i = 1; i < said.size(); i++) {
                assertThat(said.get(i).saysSameAs(said.get(i - 1))).isFalse();
            }
        }
        assertThat(told).hasSizeLessThan(120);
    }

    @Test
    void words_are_for_a_person() {
        PathStatus watching =
                new PathStatus(layer.probes().get(0).path(), 0, State.WATCHING, "gateway-eu>mediary-eu", null);
        PathStatus unknown = new PathStatus(layer.probes().get(0).path(), 0, State.INSUFFICIENT_DATA, null, null);

        assertThat(watching.words()).isEqualTo("watching gateway-eu>mediary-eu");
        assertThat(unknown.words()).isEqualTo("insufficient data");
        assertThat(unknown.state().label()).isEqualTo("insufficient_data");
    }

    private List<String> paths() {
        return layer.probes().stream().map(probe -> probe.path().toString()).toList();
    }

    private List<PathStatus> of(String path) {
        return told.stream()
                .filter(status -> status.path().toString().equals(path))
                .toList();
    }
}
