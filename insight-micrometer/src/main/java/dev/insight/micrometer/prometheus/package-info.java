/** A Micrometer registry for Prometheus whose histograms cost little: optional, as is the Prometheus client. */
@NullMarked
package dev.insight.micrometer.prometheus;

import org.jspecify.annotations.NullMarked;
