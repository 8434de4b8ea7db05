package dev.insight.runner.metrics;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;

/** One series of a histogram, in seconds. Thread-safe. */
record HistogramSeries(DistributionDataPoint point, LatestExemplars exemplars) {
    void observe(double seconds, long epochMillis) {
        point.observe(seconds);
        exemplars.observe(seconds, epochMillis);
    }
}
