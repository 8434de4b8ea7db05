package dev.insight.runner.discovery;

import dev.insight.hop.Ticker;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Who knows instances, and how that is asked. Immutable; equal where the same is asked in the same way. */
public sealed interface RegistryConfig permits ConsulConfig, FileConfig, SrvConfig {
    /** What is asked for, however it is asked: {@code insight-target in Consul}. */
    String subject();

    /**
     * Begins to ask.
     *
     * @param changed told of all instances when first known and whenever they have changed, by one thread at a time, which it
     *     must not hold up
     * @throws IOException if that cannot begin; the message says why
     */
    Registry start(Ticker ticker, Consumer<List<Instance>> changed) throws IOException;
}
