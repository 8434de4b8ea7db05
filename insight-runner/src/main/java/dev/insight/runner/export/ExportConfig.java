package dev.insight.runner.export;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where metrics and traces are sent by OTLP over HTTP, and how. Immutable.
 *
 * @param metrics where metrics go, path included, or null if they go nowhere
 * @param traces the same of traces
 * @param interval between two exports of metrics
 * @param exponential whether histograms have exponential buckets instead of those that Prometheus sees
 * @param traceRatio the share of probes that are traced whatever comes of them, 0 to 1
 * @param headers sent with each request, by their names; secrets
 * @param resource attributes that say who sends
 * @param ca PEM file of the authorities trusted under HTTPS, or null for the system's
 */
public record ExportConfig(
        @Nullable URI metrics,
        @Nullable URI traces,
        Duration interval,
        boolean exponential,
        double traceRatio,
        Map<String, String> headers,
        Map<String, String> resource,
        @Nullable Path ca) {
    public ExportConfig {
        headers = Map.copyOf(headers);
        resource = Map.copyOf(resource);
    }

    /** Without the headers' values. */
    @Override
    public String toString() {
        return "ExportConfig[metrics=" + metrics + ", traces=" + traces + ", interval=" + interval + ", exponential="
                + exponential + ", traceRatio=" + traceRatio + ", headers=" + headers.keySet() + ", resource="
                + resource
                + ", ca=" + ca + "]";
    }
}
