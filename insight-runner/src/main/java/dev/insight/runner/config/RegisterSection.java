package dev.insight.runner.config;

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

    /**
     * How this runner is known to Consul, or null if it is not.
     *
     * @param intervals of the probes that may be its own
     */
    static @Nullable MemberConfig read(
            Fields root, String region, InetSocketAddress listen, List<Duration> intervals, Reading reading) {
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
        InetSocketAddress served = fields.get(Schema.ADVERTISE, listen);
        if (served.getPort() == 0) {
            reading.problem(fields.at, fields.path, "needs to know where this runner serves, write listen with a port");
        }
        boolean isEverywhere =
                served.getAddress() == null || served.getAddress().isAnyLocalAddress();
        return new MemberConfig(
                consul,
                fields.get(Schema.RUNNER_SERVICE, "insight-runner"),
                fields.get(Schema.RUNNER_ID, hostName() + ":" + served.getPort()),
                region,
                isEverywhere ? null : served.getAddress().getHostAddress(),
                served.getPort(),
                root.get(Schema.CLUSTER, 0),
                ttl(intervals),
                fields.get(Schema.CONSUL_TOKEN),
                fields.get(Schema.CONSUL_CA));
    }

    /**
     * So that others notice that this runner has ended, and their first probe is sent, within two of the shortest of {@code
     * intervals}: the first takes them this and a moment, the second up to an interval.
     */
    private static Duration ttl(List<Duration> intervals) {
        Duration shortest = intervals.stream().min(Duration::compareTo).orElse(MOST_TTL);
        Duration ttl = shortest.multipliedBy(3).dividedBy(4);
        return ttl.compareTo(LEAST_TTL) < 0 ? LEAST_TTL : ttl.compareTo(MOST_TTL) > 0 ? MOST_TTL : ttl;
    }

    static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
