package dev.insight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostLoadsTest {
    private static final long SECOND = 1_000_000;

    private final HostLoads loads = new HostLoads();

    @Test
    void instances_that_are_named_anew_time_and_again_are_heard() {
        for (long i = 0; i < 1_000; i++) {
            long now = i * 5 * SECOND;
            loads.take(new HostLoad("gateway-eu", "pod-" + i, now, 0.5));

            assertThat(loads.of("gateway-eu", "pod-" + i, now, now)).isNotNull();
        }
    }
}
