package dev.insight.runner.config;

import dev.insight.probe.Probe;
import dev.insight.runner.cluster.MemberConfig;
import dev.insight.runner.config.Section.Fields;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes sense of the file's {@code register} and {@code cluster}. */
final class RegisterSection {
    private static final Duration LEAST_TTL = Duration.ofSeconds(1);
    private static final Duration MOST_TTL = Duration.ofSeconds(5);

    private RegisterSection() {}

    /** How this runner is known to Consul, or null if it is not. */
    static @Nullable MemberConfig read(
            Fields root, String region, InetSocketAddress listen, List<Probe> probes, Reading reading) {
        Fields fields = root.get(Schema.REGISTER);
        if (fields == null) {
            if (root.has(Schema.CLUSTER)) {
                reading.problem(
                        root.at(Schema.CLUSTER),
                        root.path(Schema.CLUSTER),
                        "goes by who is registered, write register: { address: http://127.0.0.1:8500 } as well");
            }
            return null;
        }
        URI consul = fields.get(Schema.CONSUL_ADDRESS);
        if (consul == null) {
            return null;
        }
        boolean isEverywhere = listen.getAddress() == null || listen.getAddress().isAnyLocalAddress();
        return new MemberConfig(
                consul,
                fields.get(Schema.RUNNER_SERVICE, "insight-runner"),
                fields.get(Schema.RUNNER_ID, hostName() + ":" + listen.getPort()),
                region,
                isEverywhere ? null : listen.getAddress().getHostAddress(),
                listen.getPort(),
                root.get(Schema.CLUSTER, 0),
                ttl(probes, root),
                fields.get(Schema.CONSUL_TOKEN),
                fields.get(Schema.CONSUL_CA));
    }

    /** Half of what others may take to notice that this runner has ended: two of the shortest intervals. */
    private static Duration ttl(List<Probe> probes, Fields root) {
        Fields defaults = root.get(Schema.DEFAULT_VALUES);
        Duration otherwise = defaults == null ? MOST_TTL : defaults.get(Schema.INTERVAL, MOST_TTL);
        Duration shortest = probes.stream().map(Probe::interval).min(Duration::compareTo).orElse(otherwise);
        return shortest.compareTo(LEAST_TTL) < 0 ? LEAST_TTL : shortest.compareTo(MOST_TTL) > 0 ? MOST_TTL : shortest;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
