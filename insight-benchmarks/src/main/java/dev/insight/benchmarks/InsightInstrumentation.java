package dev.insight.benchmarks;

import dev.insight.grpc.GrpcInsight;
import dev.insight.micrometer.HopMetrics;
import dev.insight.micrometer.prometheus.HistogramRegistry;
import io.grpc.ManagedChannelBuilder;
import io.grpc.ServerBuilder;
import io.micrometer.prometheusmetrics.PrometheusConfig;

/** Insight at both ends, with the meters a service would have. */
final class InsightInstrumentation implements Instrumentation {
    private static final String CALLER = "checkout";
    private static final String SERVICE = "payments";

    private final HistogramRegistry registry = new HistogramRegistry(PrometheusConfig.DEFAULT);
    private final HopMetrics metrics = HopMetrics.builder()
            .caller(CALLER)
            .hops(SERVICE)
            .methods(UnaryCalls.METHOD.getFullMethodName())
            .build();
    private final GrpcInsight service;
    private final GrpcInsight caller;

    InsightInstrumentation(double sampleRatio) {
        metrics.bindTo(registry);
        service = GrpcInsight.builder(SERVICE)
                .role("service")
                .node("payments-1")
                .region("eu")
                .listener(metrics)
                .build();
        caller = GrpcInsight.builder(CALLER)
                .sampleRatio(sampleRatio)
                .listener(metrics)
                .build();
    }

    @Override
    public void configureServer(ServerBuilder<?> server) {
        service.configureServer(server);
    }

    @Override
    public void configureChannel(ManagedChannelBuilder<?> channel) {
        caller.configureChannel(channel);
    }

    @Override
    public long series() {
        return MicrometerInstrumentation.series(registry);
    }

    @Override
    public void close() {
        metrics.close();
        registry.close();
    }
}
