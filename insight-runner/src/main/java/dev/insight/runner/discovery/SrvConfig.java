package dev.insight.runner.discovery;

import dev.insight.hop.Ticker;
import java.util.List;
import java.util.function.Consumer;

/**
 * A name whose SRV records are instances. Immutable.
 *
 * @param name such as {@code _grpc._tcp.payments.internal}
 * @param server the DNS server to ask as {@code host} or {@code host:port}, or empty for the system's
 */
public record SrvConfig(String name, String server) implements RegistryConfig {
    @Override
    public String subject() {
        return "the SRV records of " + name;
    }

    @Override
    public Registry start(Ticker ticker, Consumer<List<Instance>> changed) {
        return SrvWatch.start(this, ticker, changed);
    }
}
