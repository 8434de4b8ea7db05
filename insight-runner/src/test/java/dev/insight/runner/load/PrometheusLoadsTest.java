package dev.insight.runner.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.diagnosis.HostLoad;
import dev.insight.runner.prometheus.Sample;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a query's results mean. */
class PrometheusLoadsTest {
    private static final HostName HOST = new HostName("mediary-sg", null);

    @Test
    void a_share_is_a_load() {
        assertThat(PrometheusLoads.load(new Sample(Map.of(), 1_760_000_000.25, 0.5), HOST))
                .isEqualTo(new HostLoad("mediary-sg", null, 1_760_000_000_250_000L, 0.5));
        assertThat(PrometheusLoads.load(new Sample(Map.of(), 1, 1.01), HOST))
                .isEqualTo(new HostLoad("mediary-sg", null, 1_000_000, 1));
        assertThat(PrometheusLoads.load(new Sample(Map.of(), 1, -0.001), HOST))
                .isEqualTo(new HostLoad("mediary-sg", null, 1_000_000, 0));
    }

    @Test
    void what_is_no_share_is_no_load() {
        assertThat(PrometheusLoads.load(new Sample(Map.of(), 1, 57), HOST)).isNull(); // of a hundred
        assertThat(PrometheusLoads.load(new Sample(Map.of(), 1, Double.POSITIVE_INFINITY), HOST))
                .isNull();
    }
}
