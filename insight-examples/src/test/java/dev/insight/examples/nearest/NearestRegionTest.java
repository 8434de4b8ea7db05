package dev.insight.examples.nearest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.insight.Insight;
import dev.insight.probe.Probe;
import dev.insight.probe.Route;
import dev.insight.probe.Target;
import dev.insight.probe.TargetSource;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A unit test with a fake transport: everything of Insight but the network. */
class NearestRegionTest {
    private final FakeTransport transport = new FakeTransport();
    private final NearestRegion nearest = new NearestRegion();

    @Test
    void nearest_is_the_region_that_answers_soonest_while_it_answers() {
        transport.answer("sg", Duration.ofMillis(160));
        transport.answer("us", Duration.ofMillis(90));
        Insight insight = Insight.builder(transport)
                .targets(TargetSource.of(probe("sg"), probe("us")))
                .listener(nearest)
                .build();
        assertThat(nearest.name()).isEmpty();
        try (insight) {
            insight.start();
            await().until(() -> nearest.name().equals(Optional.of("us")));
            transport.fail("us");
            await().until(() -> nearest.name().equals(Optional.of("sg")));
            transport.fail("sg");
            await().until(() -> nearest.name().isEmpty());
            transport.answer("us", Duration.ofMillis(90));
            await().until(() -> nearest.name().equals(Optional.of("us")));
        }
        assertThat(nearest.name()).isEmpty();
    }

    private static Probe probe(String region) {
        Target target = Target.builder(region, "payments", "127.0.0.1:1").build();
        return Probe.builder("eu", target, Route.of("direct", "payments"))
                .interval(Duration.ofMillis(20))
                .build();
    }
}
