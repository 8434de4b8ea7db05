package dev.insight.runner.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a runner is known to Consul. Immutable.
 *
 * @param consul the agent's address, before {@code /v1}
 * @param service what runners are registered as
 * @param id tells this runner from others
 * @param region where it runs; runners of one region share its paths
 * @param host where it is reached, or null for where its agent is
 * @param port where it serves
 * @param owners how many runners probe each path, or 0 if each probes all
 * @param ttl how long Consul takes it for well after it said so
 * @param token the ACL token, or null for none
 * @param ca PEM file of the authorities trusted under HTTPS, or null for the system's
 */
public record MemberConfig(
        URI consul,
        String service,
        String id,
        String region,
        @Nullable String host,
        int port,
        int owners,
        Duration ttl,
        @Nullable String token,
        @Nullable Path ca) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "MemberConfig[" + consul + ", " + service + ", " + id + "]";
    }
}
