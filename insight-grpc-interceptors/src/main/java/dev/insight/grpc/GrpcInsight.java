package dev.insight.grpc;

import dev.insight.hop.HopListener;
import dev.insight.hop.Ticker;
import dev.insight.probe.ProbeTransport;
import io.grpc.ManagedChannelBuilder;
import io.grpc.ServerBuilder;
import io.opentelemetry.api.OpenTelemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts hop stamps into gRPC servers and channels, and probes over gRPC. One instance stands for one hop: a service, a
 * gateway, a mediary. Thread-safe; holds no threads and nothing to close.
 *
 * <pre>{@code
 * GrpcInsight insight = GrpcInsight.builder("payments").build();
 * Server server = insight.configureServer(Grpc.newServerBuilderForPort(…)).addService(…).build();
 * ManagedChannel channel = insight.configureChannel(Grpc.newChannelBuilder(…)).build();
 * }</pre>
 */
public final class GrpcInsight {
    private GrpcInsight(Builder builder) {
        throw new UnsupportedOperationException(builder.name);
    }

    /** Starts the hop {@code name}, as routes name it. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** Probes over gRPC, without traces. */
    public static ProbeTransport transport() {
        throw new UnsupportedOperationException();
    }

    /** Probes over gRPC, each probe a span of {@code openTelemetry} whose {@code traceparent} goes out with the call. */
    public static ProbeTransport transport(OpenTelemetry openTelemetry) {
        throw new UnsupportedOperationException(openTelemetry.toString());
    }

    /** Lets the server stamp calls that ask. Call it last, so that the stamps include all other interceptors. */
    public <T extends ServerBuilder<T>> T configureServer(T server) {
        return server;
    }

    /** Lets the channel pass asks on, time its calls and, for a sampled share, ask. Call it last. */
    public <T extends ManagedChannelBuilder<T>> T configureChannel(T channel) {
        return channel;
    }

    /** Collects what a hop is. Not safe for use by many threads. */
    public static final class Builder {
        final String name;
        final List<HopListener> listeners = new ArrayList<>();
        @Nullable String role;
        @Nullable String node;
        @Nullable String region;
        Ticker ticker = Ticker.system();

        private Builder(String name) {
            this.name = Objects.requireNonNull(name, "name == null");
        }

        /** {@code gateway}, {@code mediary} or {@code service}. */
        public Builder role(String newRole) {
            role = newRole;
            return this;
        }

        /** Which instance this is. */
        public Builder node(String newNode) {
            node = newNode;
            return this;
        }

        public Builder region(String newRegion) {
            region = newRegion;
            return this;
        }

        /** Adds a listener to stamps and sampled calls. */
        public Builder listener(HopListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener == null"));
            return this;
        }

        /** The share of this process's own calls that ask for stamps, 0 to 1; none unless set. */
        public Builder sampleRatio(double ratio) {
            return this;
        }

        public Builder ticker(Ticker newTicker) {
            ticker = newTicker;
            return this;
        }

        public GrpcInsight build() {
            return new GrpcInsight(this);
        }
    }
}
