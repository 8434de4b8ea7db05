package dev.insight.runner.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.PathStatus;
import dev.insight.diagnosis.Verdict.State;
import dev.insight.probe.PathId;
import dev.insight.runner.SampleVerdicts;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SightingsTest {
    private final Sightings sightings = new Sightings();

    @Test
    void what_is_open_is_said_and_read_again() {
        open("i1", Cause.HOP_SLOW, "mediary-sg");
        open("i2", Cause.LINK_DEGRADED, "a>b");
        open("i3", Cause.HOP_FAILING, "mediary-sg");
        open("i4", Cause.HOP_DOWN, "gone");
        sightings.onVerdict(SampleVerdicts.verdict("i4", State.CLOSE, Cause.HOP_DOWN, "gone", 9));

        assertThat(Sightings.of(sightings.says())).isEqualTo(Set.of("mediary-sg", "a>b"));
        assertThat(Sightings.of(new Sightings().says())).isEmpty();
    }

    @Test
    void who_does_not_say_what_it_sees_is_not_taken_to_see_nothing() {
        assertThat(Sightings.of(Map.of("insight_region", "eu"))).isNull();
    }

    @Test
    void nothing_is_concluded_from_what_a_runner_does_not_see_that_knows_less_than_half_of_its_paths() {
        status("a", PathStatus.State.LEARNING);
        status("b", PathStatus.State.LEARNING);
        status("c", PathStatus.State.OK);
        assertThat(Sightings.of(sightings.says())).isNull();

        status("a", PathStatus.State.INCIDENT);
        assertThat(Sightings.of(sightings.says())).isEmpty();
    }

    private void status(String service, PathStatus.State state) {
        sightings.onPathStatus(new PathStatus(new PathId("eu", "sg", "direct", service), 0, state, null, null));
    }

    @Test
    void nothing_is_concluded_from_what_an_impaired_runner_does_not_see() {
        open("i1", Cause.PROBER_IMPAIRED, "prober-eu");

        assertThat(Sightings.of(sightings.says())).isNull();
    }

    @Test
    void who_sees_more_than_can_be_said_says_so_and_stays_within_what_consul_takes() {
        for (int i = 0; i < 200; i++) {
            open("i" + i, Cause.HOP_SLOW, i == 0 ? "x".repeat(600) : "hop-" + i);
        }

        assertThat(Sightings.of(sightings.says())).isNull();
        assertThat(sightings.says())
                .hasSizeLessThan(60)
                .allSatisfy((key, value) -> assertThat(value).hasSizeLessThan(512));
    }

    private void open(String id, Cause cause, String component) {
        sightings.onVerdict(SampleVerdicts.verdict(id, State.OPEN, cause, component, 0));
    }
}
