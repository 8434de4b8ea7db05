/** Metrics and traces of probes, sent to a receiver that speaks OTLP over HTTP. */
@NullMarked
package dev.insight.runner.export;

import org.jspecify.annotations.NullMarked;
