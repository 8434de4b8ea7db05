package dev.insight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who is accused of what several components show. */
class AttributionTest {
    private static final Duration LEARNING = Duration.ofMinutes(10);

    @Test
    void a_link_that_the_weather_moved_before_does_not_rise_with_another_at_the_same_hop() {
        SimulatedLayer layer = new SimulatedLayer()
                .run(LEARNING)
                .slow("mediary-eu>mediary-us", 4.4)
                .run(Duration.ofMinutes(2))
                .slow("gateway-eu>mediary-eu", 10)
                .run(Duration.ofMinutes(5));

        assertThat(layer.verdicts()).extracting(Verdict::cause).containsOnly(Cause.LINK_DEGRADED);
        assertThat(layer.verdicts()).extracting(Verdict::component).containsOnly("gateway-eu>mediary-eu");
    }
}
