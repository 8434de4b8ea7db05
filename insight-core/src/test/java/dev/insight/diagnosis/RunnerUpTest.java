package dev.insight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunnerUpTest {
    private static final int CALLS = 20;

    private final Components components = new Components();
    private final PathState path = new PathState(SimulatedLayer.probe("eu", "sg"), components);
    private final Component link = component("mediary-eu>mediary-sg", false);
    private final Component gateway = component("gateway-eu", true);
    private final Component wire = component("prober-eu>gateway-eu", false);

    private Component component(String name, boolean isSelf) {
        Component made = components.of(name, isSelf, List.of(), path);
        path.terms().add(new PathTerm(name, made, path));
        return made;
    }

    private void take(Component component, float excess, int every) {
        for (int i = 0; i < CALLS; i++) {
            component.take(i, path, new Sample(i % every == 0 ? excess : 0, 2.5f, 1, -1), 0, false, null);
        }
    }

    private static Signal signal(Component component, String kind) {
        return new Signal(component, kind, 0, CALLS, 38, 10, null);
    }

    @Test
    void of_what_takes_longer_it_is_the_second_largest_part() {
        take(link, 38, 1);
        take(gateway, 0.2f, 1);
        take(wire, 3, 1);

        assertThat(RunnerUp.of(signal(link, "delay"))).isEqualTo("link prober-eu>gateway-eu, 3.0 of 41.2 ms");
    }

    @Test
    void of_a_tail_it_is_where_the_second_most_calls_are_late() {
        take(link, 250, 4);
        take(gateway, 9, 10);
        take(wire, 1, 1);

        assertThat(RunnerUp.of(signal(link, "loss"))).isEqualTo("gateway-eu, late in 2 of 20 calls against 5 of 20");
    }

    @Test
    void where_nothing_else_takes_longer_there_is_none() {
        take(link, 38, 1);
        take(gateway, -1, 1);
        take(wire, 0, 1);

        assertThat(RunnerUp.of(signal(link, "delay"))).isNull();
        assertThat(RunnerUp.of(signal(link, "tail"))).isNull();
    }
}
