package dev.insight.micrometer.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Clock;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Labels;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LatestExemplarsTest {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;

    private final LatestExemplars exemplars = new LatestExemplars(
            new HistogramBounds(new double[] {MILLI, 10 * MILLI}), this::currentTrace, Clock.SYSTEM);
    private @Nullable Labels trace;

    @Test
    void each_bucket_keeps_its_latest() {
        observe("a", 500 * MICRO);
        observe("b", MILLI);
        observe("c", 5 * MILLI);
        observe("d", 7_000 * MILLI);

        assertThat(exemplars.exemplars())
                .extracting(exemplar -> exemplar.getLabels().get(Exemplar.TRACE_ID))
                .containsExactly("b", "c", "d");
        assertThat(exemplars.exemplars()).extracting(Exemplar::getValue).containsExactly(0.001, 0.005, 7.0);
    }

    @Test
    void an_untraced_value_leaves_none() {
        exemplars.observe(500 * MILLI);

        assertThat(exemplars.exemplars().size()).isZero();
    }

    private void observe(String traceId, long nanos) {
        trace = Labels.of(Exemplar.TRACE_ID, traceId);
        exemplars.observe(nanos);
    }

    private @Nullable Labels currentTrace() {
        return trace;
    }
}
