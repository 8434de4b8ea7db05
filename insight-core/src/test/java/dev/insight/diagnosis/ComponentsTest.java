package dev.insight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.probe.Probe;
import dev.insight.probe.Route;
import dev.insight.probe.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is one component, and what are two of one name. */
class ComponentsTest {
    private final Components components = new Components();
    private final PathState toSg = path("sg", Route.of("direct", "payments"));
    private final PathState toUs = path("us", Route.of("direct", "payments"));
    private final PathState forwarded = path("sg", Route.of("forwarded", "gateway-eu", "gateway-sg", "payments"));

    private PathState path(String region, Route route) {
        Target target = Target.builder(region, "payments", region + ":1").build();
        return new PathState(Probe.builder("eu", target, route).build(), components);
    }

    private Component self(PathState path) {
        return components.of("payments", true, List.of(), path);
    }

    private Component link(String name, PathState path) {
        return components.of(name, false, List.of(), path);
    }

    @Test
    void a_service_of_one_name_in_two_regions_is_two() {
        assertThat(self(toSg)).isSameAs(self(forwarded)).isNotSameAs(self(toUs));
        assertThat(self(toUs).name()).isEqualTo("payments");
        assertThat(components.find("payments", toUs)).isSameAs(self(toUs));
        assertThat(components.find("payments", forwarded)).isSameAs(self(toSg));
    }

    @Test
    void a_whole_way_belongs_to_its_path_and_a_link_to_all_that_cross_it() {
        Component straight = link("prober-eu>payments", toSg);
        Component byForwarders = link("prober-eu>payments", forwarded);
        assertThat(byForwarders).isNotSameAs(straight);
        assertThat(byForwarders.name()).isEqualTo(straight.name());
        assertThat(link("prober-eu>?", toSg)).isNotSameAs(link("prober-eu>?", toUs));
        assertThat(link("prober-eu>gateway-eu", forwarded)).isSameAs(link("prober-eu>gateway-eu", toUs));
        assertThat(link("gateway-sg>gateway-eu", forwarded)).isSameAs(link("gateway-eu>gateway-sg", forwarded));
    }

    @Test
    void others_tell_namesakes_apart_by_the_same_keys() {
        for (PathState path : List.of(toSg, toUs, forwarded)) {
            assertThat(Namesakes.hop("payments", path.probe()))
                    .isEqualTo(self(path).key());
            assertThat(Namesakes.hop("gateway-eu", path.probe())).isEqualTo("gateway-eu");
            for (String link :
                    List.of("prober-eu>payments", "prober-eu>?", "prober-eu>gateway-eu", "gateway-sg>payments")) {
                assertThat(Namesakes.link(link, path.probe()))
                        .isEqualTo(link(link, path).key());
            }
        }
    }

    @Test
    void what_no_path_crosses_any_more_is_forgotten() {
        List<Component> made = List.of(
                self(toSg),
                self(toUs),
                link("prober-eu>payments", toSg),
                link("prober-eu>payments", forwarded),
                link("gateway-eu>gateway-sg", forwarded));
        for (Component component : made) {
            for (PathState path : List.copyOf(component.paths())) {
                components.leave(component, path);
            }
        }
        assertThat(components.all()).isEmpty();
    }
}
