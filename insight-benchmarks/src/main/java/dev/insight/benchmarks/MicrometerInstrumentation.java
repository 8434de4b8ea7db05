package dev.insight.benchmarks;

import io.grpc.ManagedChannelBuilder;
import io.grpc.ServerBuilder;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.grpc.MetricCollectingClientInterceptor;
import io.micrometer.core.instrument.binder.grpc.MetricCollectingServerInterceptor;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The interceptors that come with micrometer-core, as they are: timers without buckets, and message counters. */
final class MicrometerInstrumentation implements Instrumentation {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Override
    public void configureServer(ServerBuilder<?> server) {
        server.intercept(new MetricCollectingServerInterceptor(registry));
    }

    @Override
    public void configureChannel(ManagedChannelBuilder<?> channel) {
        channel.intercept(new MetricCollectingClientInterceptor(registry));
    }

    @Override
    public long series() {
        return series(registry);
    }

    static long series(MeterRegistry registry) {
        return registry.getMeters().stream()
                .filter(MicrometerInstrumentation::hasRecorded)
                .count();
    }

    private static boolean hasRecorded(Meter meter) {
        return meter instanceof Timer timer
                ? timer.count() > 0
                : meter instanceof Counter counter && counter.count() > 0;
    }

    @Override
    public void close() {
        registry.close();
    }
}
