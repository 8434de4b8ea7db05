package dev.insight.runner.config;

import dev.insight.probe.Method;
import dev.insight.probe.Probe;
import dev.insight.probe.Route;
import dev.insight.probe.Target;
import dev.insight.probe.Tls;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How probes call and how often, wherever they lead. Immutable. */
record ProbeTemplate(
        String source,
        Method method,
        @Nullable Tls tls,
        @Nullable String authority,
        Map<String, String> metadata,
        Duration interval,
        Duration timeout,
        Duration coldInterval,
        Duration partialInterval) {
    ProbeTemplate {
        metadata = Map.copyOf(metadata);
    }

    Probe probe(String region, String service, String address, Route route) {
        Target target = Target.builder(region, service, address)
                .authority(authority)
                .metadata(metadata)
                .tls(tls)
                .method(method)
                .build();
        return Probe.builder(source, target, route)
                .interval(interval)
                .timeout(timeout)
                .coldInterval(coldInterval)
                .partialInterval(partialInterval)
                .build();
    }

    /** The same, but for what an instance says of itself. */
    ProbeTemplate with(@Nullable String newAuthority, Map<String, String> newMetadata) {
        return new ProbeTemplate(
                source, method, tls, newAuthority, newMetadata, interval, timeout, coldInterval, partialInterval);
    }
}
