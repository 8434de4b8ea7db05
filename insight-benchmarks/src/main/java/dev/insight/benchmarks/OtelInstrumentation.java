package dev.insight.benchmarks;

import io.grpc.ManagedChannelBuilder;
import io.grpc.ServerBuilder;
import io.grpc.opentelemetry.GrpcOpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/** The metrics that grpc-opentelemetry has on by default, in the SDK with its periodic reader; exports go nowhere. */
final class OtelInstrumentation implements Instrumentation {
    private final CountingExporter exporter = new CountingExporter();
    private final SdkMeterProvider meters = SdkMeterProvider.builder()
            .registerMetricReader(PeriodicMetricReader.create(exporter))
            .build();
    private final OpenTelemetrySdk sdk =
            OpenTelemetrySdk.builder().setMeterProvider(meters).build();
    private final GrpcOpenTelemetry grpc =
            GrpcOpenTelemetry.newBuilder().sdk(sdk).build();

    @Override
    public void configureServer(ServerBuilder<?> server) {
        grpc.configureServerBuilder(server);
    }

    @Override
    public void configureChannel(ManagedChannelBuilder<?> channel) {
        grpc.configureChannelBuilder(channel);
    }

    @Override
    public long series() {
        meters.forceFlush().join(10, TimeUnit.SECONDS);
        return exporter.points;
    }

    @Override
    public void close() {
        sdk.close();
    }

    private static final class CountingExporter implements MetricExporter {
        private volatile long points;

        @Override
        public CompletableResultCode export(Collection<MetricData> metrics) {
            points = metrics.stream()
                    .mapToLong(metric -> metric.getData().getPoints().size())
                    .sum();
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType type) {
            return AggregationTemporality.CUMULATIVE;
        }
    }
}
