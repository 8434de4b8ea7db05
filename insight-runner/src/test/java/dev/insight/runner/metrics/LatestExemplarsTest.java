package dev.insight.runner.metrics;

import static dev.insight.runner.SampleReports.MILLI;
import static dev.insight.runner.SampleReports.PROBE;
import static dev.insight.runner.SampleReports.okResult;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.Exemplar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LatestExemplarsTest {
    private final LatestExemplars exemplars = new LatestExemplars(new double[] {0.001, 0.01, Double.POSITIVE_INFINITY});

    @AfterEach
    void clear() {
        CurrentTrace.clear();
    }

    @Test
    void each_bucket_keeps_its_latest() {
        observe("a", 0.0005);
        observe("b", 0.001);
        observe("c", 0.005);
        observe("d", 7);

        assertThat(exemplars.exemplars())
                .extracting(exemplar -> exemplar.getLabels().get(Exemplar.TRACE_ID))
                .containsExactly("b", "c", "d");
        assertThat(exemplars.exemplars()).extracting(Exemplar::getValue).containsExactly(0.001, 0.005, 7.0);
    }

    @Test
    void an_untraced_value_leaves_none() {
        exemplars.observe(0.5, 0);

        assertThat(exemplars.exemplars().size()).isZero();
    }

    private void observe(String traceId, double seconds) {
        CurrentTrace.set(okResult(PROBE, 0, 47 * MILLI).trace(traceId, null).build());
        exemplars.observe(seconds, 1_760_000_000_000L);
    }
}
