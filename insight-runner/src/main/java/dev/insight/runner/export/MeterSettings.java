package dev.insight.runner.export;

import io.micrometer.registry.otlp.AggregationTemporality;
import io.micrometer.registry.otlp.CompressionMode;
import io.micrometer.registry.otlp.HistogramFlavor;
import io.micrometer.registry.otlp.OtlpConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What Micrometer asks of its settings. Each is answered here, for what is not is read from the environment, which nobody who
 * reads the configuration file would look for.
 */
record MeterSettings(ExportConfig config) implements OtlpConfig {
    /** So many meters a request are some megabytes before they are packed, and below what receivers take. */
    private static final int METERS_A_REQUEST = 5_000;

    @Override
    public @Nullable String get(String key) {
        return null;
    }

    @Override
    public String url() {
        return String.valueOf(config.metrics());
    }

    @Override
    public Duration step() {
        return config.interval();
    }

    @Override
    public int batchSize() {
        return METERS_A_REQUEST;
    }

    @Override
    public Map<String, String> resourceAttributes() {
        return config.resource();
    }

    @Override
    public AggregationTemporality aggregationTemporality() {
        return AggregationTemporality.CUMULATIVE;
    }

    @Override
    public HistogramFlavor histogramFlavor() {
        return config.exponential()
                ? HistogramFlavor.BASE2_EXPONENTIAL_BUCKET_HISTOGRAM
                : HistogramFlavor.EXPLICIT_BUCKET_HISTOGRAM;
    }

    /** A gauge beside each histogram that Prometheus is not shown either. */
    @Override
    public boolean publishMaxGaugeForHistograms() {
        return false;
    }

    @Override
    public TimeUnit baseTimeUnit() {
        return TimeUnit.SECONDS;
    }

    /** The receiver's, who packs what it is given. */
    @Override
    public CompressionMode compressionMode() {
        return CompressionMode.NONE;
    }

    /** The receiver's as well: what Micrometer is not told, it cannot show. */
    @Override
    public Map<String, String> headers() {
        return Map.of();
    }
}
