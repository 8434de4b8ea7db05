/** Meters as Prometheus reads them: text, OpenMetrics and protobuf, native histograms, exemplars. */
@NullMarked
package dev.insight.runner.metrics;

import org.jspecify.annotations.NullMarked;
