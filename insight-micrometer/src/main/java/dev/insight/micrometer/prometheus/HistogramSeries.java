package dev.insight.micrometer.prometheus;

import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;

/** One series of a histogram of durations. Thread-safe. */
interface HistogramSeries {
    void observe(long nanos);

    long count();

    double sumSeconds();

    HistogramDataPointSnapshot snapshot();
}
