package dev.insight.runner.discovery;

import dev.insight.hop.Ticker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which Consul is asked, for what. Immutable.
 *
 * @param address the agent's, before {@code /v1}
 * @param service whose instances are wanted
 * @param datacenter which datacenter is asked, or null for the agent's own
 * @param passingOnly whether instances that fail a check are left out
 * @param token the ACL token, or null for none
 * @param ca PEM file of the authorities trusted under HTTPS, or null for the system's
 */
public record ConsulConfig(
        URI address,
        String service,
        @Nullable String datacenter,
        boolean passingOnly,
        @Nullable String token,
        @Nullable Path ca)
        implements RegistryConfig {
    @Override
    public String subject() {
        return service + " in Consul";
    }

    @Override
    public Registry start(Ticker ticker, Consumer<List<Instance>> changed) throws IOException {
        return ConsulWatch.start(this, ticker, changed);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ConsulConfig[" + address + ", " + service + "]";
    }
}
