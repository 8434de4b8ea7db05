package dev.insight.runner.metrics;

import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;

/** One series of a histogram, in seconds. Thread-safe. */
interface HistogramSeries {
    void observe(double seconds, long epochMillis);

    long count();

    double sum();

    HistogramDataPointSnapshot snapshot();
}
