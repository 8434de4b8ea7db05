package dev.insight.runner.metrics;

import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The latest traced value of each bucket of one series: few slow probes are not crowded out by many fast ones. Thread-safe. */
final class LatestExemplars {
    private final double[] upperBounds;
    private final AtomicReferenceArray<@Nullable Exemplar> latest;

    /** The last of {@code upperBounds} is infinite. */
    LatestExemplars(double[] upperBounds) {
        this.upperBounds = upperBounds;
        latest = new AtomicReferenceArray<>(upperBounds.length);
    }

    void observe(double seconds, long epochMillis) {
        Labels labels = CurrentTrace.labels();
        if (labels == null) {
            return;
        }
        int bucket = 0;
        while (seconds > upperBounds[bucket]) {
            bucket++;
        }
        latest.set(
                bucket,
                Exemplar.builder()
                        .value(seconds)
                        .labels(labels)
                        .timestampMillis(epochMillis)
                        .build());
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
