package dev.insight;

import dev.insight.hop.Ticker;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeTransport;
import dev.insight.probe.TargetSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The front door: probes what a {@link TargetSource} names through a {@link ProbeTransport} and tells
 * {@link InsightListener}s what was found. Owns its threads, all daemons named {@code insight-…}, and closes the
 * transport it was given. Thread-safe.
 *
 * <pre>{@code
 * try (Insight insight = Insight.builder(GrpcInsight.transport())
 *         .targets(TargetSource.of(probe))
 *         .listener(new InsightMetrics(registry))
 *         .build()
 *         .start()) { … }
 * }</pre>
 */
public final class Insight implements AutoCloseable {
    private Insight(Builder builder) {
        throw new UnsupportedOperationException(builder.transport.toString());
    }

    /** Starts an Insight that sends by {@code transport} and closes it in the end. */
    public static Builder builder(ProbeTransport transport) {
        return new Builder(transport);
    }

    /** Begins to probe; a second call does nothing. Returns this. */
    public Insight start() {
        return this;
    }

    /** Asks the target source at once rather than within a second; returns when paths were added and removed. */
    public void refresh() {}

    /**
     * One cold and one warm probe of {@code probe}, now, whether or not it is among the targets, and told to no listener.
     * Waits for both, at most twice the timeout.
     */
    public List<ProbeReport> probeOnce(Probe probe) {
        throw new UnsupportedOperationException(probe.toString());
    }

    /** How the prober does now. */
    public InsightStatus status() {
        throw new UnsupportedOperationException();
    }

    /** Stops probing, tells listeners what is still to tell, closes the transport and ends every thread. */
    @Override
    public void close() {}

    /** Collects what an Insight is made of. Not safe for use by many threads. */
    public static final class Builder {
        final ProbeTransport transport;
        final List<InsightListener> listeners = new ArrayList<>();

        @Nullable
        TargetSource targets;

        Ticker ticker = Ticker.system();

        private Builder(ProbeTransport transport) {
            this.transport = Objects.requireNonNull(transport, "transport == null");
        }

        /** What is to be probed; nothing unless set. */
        public Builder targets(TargetSource source) {
            targets = source;
            return this;
        }

        /** Adds a listener; they are told in the order they were added. */
        public Builder listener(InsightListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener == null"));
            return this;
        }

        /** The clocks to use; the system's unless set. */
        public Builder ticker(Ticker newTicker) {
            ticker = newTicker;
            return this;
        }

        public Insight build() {
            return new Insight(this);
        }
    }
}
