package dev.insight.runner.config;

import static dev.insight.runner.config.Key.optional;
import static dev.insight.runner.config.Key.preset;

import dev.insight.runner.cluster.MemberConfig;
import dev.insight.runner.config.Section.Fields;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of the file's {@code register} and {@code cluster}, and what they make. */
final class RegisterSection {
    private static final Key<String> SERVICE =
            preset("service", Scalars.text(), "insight-runner", "what runners are registered as");
    private static final Key<String> ID =
            optional("id", Scalars.text(), "host:port", "tells this runner from others; the same after a restart");
    private static final Key<InetSocketAddress> ADVERTISE =
            optional("advertise", Addresses.listen(), "listen's", "where others reach what listen serves");
    private static final Key<Path> CA = Schema.CONSUL_CA.takenUp(TakenUp.RESTART);
    static final Key<Fields> REGISTER = optional(
                    "register",
                    Section.of(Schema.CONSUL_ADDRESS, SERVICE, ID, ADVERTISE, Schema.CONSUL_TOKEN, CA),
                    "none",
                    "a Consul that is told of this runner, with a check that fails soon after it ends")
            .takenUp(TakenUp.RESTART);
    static final Key<Integer> CLUSTER = optional(
                    "cluster",
                    new ClusterForm(),
                    "each runner probes all",
                    "shares the paths of a region among its registered runners")
            .takenUp(TakenUp.RESTART);

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
        Fields fields = root.get(REGISTER);
        if (fields == null) {
            if (root.has(CLUSTER)) {
                reading.problem(
                        root.at(CLUSTER),
                        root.path(CLUSTER),
                        "goes by who is registered, write register: { address: http://127.0.0.1:8500 } as well");
            }
            return null;
        }
        URI consul = fields.get(Schema.CONSUL_ADDRESS);
        if (consul == null) {
            return null;
        }
        InetSocketAddress served = fields.get(ADVERTISE, listen);
        if (served.getPort() == 0) {
            reading.problem(fields.at, fields.path, "needs to know where this runner serves, write listen with a port");
        }
        boolean isEverywhere =
                served.getAddress() == null || served.getAddress().isAnyLocalAddress();
        return new MemberConfig(
                consul,
                fields.orPreset(SERVICE),
                fields.get(ID, hostName() + ":" + served.getPort()),
                region,
                isEverywhere ? null : served.getAddress().getHostAddress(),
                served.getPort(),
                root.get(CLUSTER, 0),
                ttl(intervals),
                fields.get(Schema.CONSUL_TOKEN),
                fields.get(CA));
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
