package dev.insight.micrometer.prometheus;

import io.micrometer.core.instrument.Clock;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The latest traced value of each bucket of one series: few slow probes are not crowded out by many fast ones. Thread-safe. */
final class LatestExemplars {
    private final HistogramBounds bounds;
    private final Supplier<@Nullable Labels> trace;
    private final Clock clock;
    private final AtomicReferenceArray<@Nullable Exemplar> latest;

    /** {@code trace} tells of what is being recorded on its thread; null where that is not traced. */
    LatestExemplars(HistogramBounds bounds, Supplier<@Nullable Labels> trace, Clock clock) {
        this.bounds = bounds;
        this.trace = trace;
        this.clock = clock;
        latest = new AtomicReferenceArray<>(bounds.buckets());
    }

    void observe(long nanos) {
        Labels labels = trace.get();
        if (labels != null) {
            latest.set(
                    bounds.bucket(nanos),
                    Exemplar.builder()
                            .value(nanos / 1e9)
                            .labels(labels)
                            .timestampMillis(clock.wallTime())
                            .build());
        }
    }

    Exemplars exemplars() {
        List<Exemplar> known = new ArrayList<>();
        for (int i = 0; i < latest.length(); i++) {
            Exemplar exemplar = latest.get(i);
            if (exemplar != null) {
                known.add(exemplar);
            }
        }
        return known.isEmpty() ? Exemplars.EMPTY : Exemplars.of(known);
    }
}
