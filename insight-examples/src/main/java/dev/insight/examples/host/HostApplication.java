package dev.insight.examples.host;

import dev.insight.Insight;
import dev.insight.grpc.GrpcInsight;
import dev.insight.micrometer.InsightMetrics;
import dev.insight.probe.Probe;
import dev.insight.probe.Route;
import dev.insight.probe.Target;
import dev.insight.probe.TargetSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A host application that embeds the prober: what it finds stands among the application's own meters. */
public final class HostApplication {
    private HostApplication() {}

    static Insight embed(MeterRegistry registry, String address) {
        Target target = Target.builder("sg", "payments", address).build();
        Probe probe = Probe.builder("eu", target, Route.of("direct", "payments"))
                .interval(Duration.ofSeconds(1))
                .build();
        return Insight.builder(GrpcInsight.transport())
                .targets(TargetSource.of(probe))
                .listener(new InsightMetrics(registry))
                .build()
                .start();
    }

    /** Probes the address given and prints the latest latency once a second. */
    public static void main(String[] args) throws InterruptedException {
        MeterRegistry registry = new SimpleMeterRegistry();
        CountDownLatch forEver = new CountDownLatch(1);
        try (Insight insight = embed(registry, args[0])) {
            while (!forEver.await(1, TimeUnit.SECONDS)) {
                Gauge latency = registry.find("cross.region.latency.ms").gauge();
                System.out.println(latency == null ? insight.status() : latency.value() + " ms");
            }
        }
    }
}
