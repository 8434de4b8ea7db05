package dev.insight.grpc;

import dev.insight.hop.HopAsk;
import dev.insight.hop.HopListener;
import dev.insight.hop.HopStamp;
import dev.insight.hop.HopTrailer;
import dev.insight.hop.Ticker;
import dev.insight.probe.ProbeTransport;
import io.grpc.ManagedChannelBuilder;
import io.grpc.ServerBuilder;
import io.grpc.ServerCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
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
    private final Hop hop;

    private GrpcInsight(Hop hop) {
        this.hop = hop;
    }

    /**
     * Starts the hop {@code name}, as routes name it.
     *
     * @throws IllegalArgumentException if the name could not travel: it must be an HTTP token of 1 to 64 characters
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** Probes over gRPC, without traces; {@link OpenTelemetryProbes} has those with. */
    public static ProbeTransport transport() {
        return GrpcProbeTransport.create(Ticker.system(), ProbeTracing.NONE);
    }

    /**
     * Lets the server stamp calls that ask. Call it last: then it is outermost, its stamps include all other
     * interceptors, and a call whose handler throws is stamped too; with an interceptor outside, it is not.
     */
    public <T extends ServerBuilder<?>> T configureServer(T server) {
        server.addStreamTracerFactory(new HopServerTracer.Factory(hop)).intercept(new HopServerInterceptor(hop));
        return server;
    }

    /** Lets the channel pass asks on, time its calls and, for a sampled share, ask. Call it last. */
    public <T extends ManagedChannelBuilder<?>> T configureChannel(T channel) {
        channel.intercept(new HopClientInterceptor(hop));
        return channel;
    }

    /** Exceptions of the instrumentation and of its listeners since the start: caught, and no call's concern. */
    public long faults() {
        return hop.fuse().faults() + hop.listeners().faults();
    }

    /** Collects what a hop is. Not safe for use by many threads. */
    public static final class Builder {
        final String name;
        final List<HopListener> listeners = new ArrayList<>();

        @Nullable
        String role;

        @Nullable
        String node;

        @Nullable
        String region;

        @Nullable
        String key;

        @Nullable
        Predicate<ServerCall<?, ?>> trusted;

        boolean edge;
        boolean stampThrown = true;
        double sampleRatio;
        Ticker ticker = Ticker.system();

        private Builder(String name) {
            if (!HopTrailer.isHopName(name)) {
                throw new IllegalArgumentException("name must be an HTTP token of 1 to 64 characters: " + name);
            }
            this.name = name;
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
            if (!(ratio >= 0 && ratio <= 1)) {
                throw new IllegalArgumentException("ratio must be from 0 to 1: " + ratio);
            }
            sampleRatio = ratio;
            return this;
        }

        /** Answers only asks with this token, and puts it into this process's own. */
        public Builder key(String token) {
            key = Objects.requireNonNull(token, "token == null");
            return this;
        }

        /**
         * Stamps only calls that {@code predicate} holds for, which may look at the peer's certificate or address. It is
         * tested on the call's thread and must not block; a call for which it throws is not stamped.
         */
        public Builder trust(Predicate<ServerCall<?, ?>> predicate) {
            trusted = Objects.requireNonNull(predicate, "predicate == null");
            return this;
        }

        /**
         * Makes this hop an edge: from callers without the {@link #key} and outside {@link #trust}, or from all if neither
         * is set, no ask comes in, and to them no stamp goes out.
         */
        public Builder edge() {
            edge = true;
            return this;
        }

        /**
         * Whether a call whose handler throws is closed by the interceptor, stamped and with the status that gRPC gives
         * it, before the exception goes on; true unless set. Only ever done when gRPC's server itself, and no other
         * interceptor, called this one, so that none that turns exceptions into statuses loses its say.
         */
        public Builder stampThrown(boolean flag) {
            stampThrown = flag;
            return this;
        }

        /** The clocks to use; the system's unless set. */
        public Builder ticker(Ticker newTicker) {
            ticker = Objects.requireNonNull(newTicker, "ticker == null");
            return this;
        }

        public GrpcInsight build() {
            HopStamp identity =
                    HopStamp.builder(name).role(role).node(node).region(region).build();
            return new GrpcInsight(new Hop(
                    identity,
                    ticker,
                    new Trust(key, trusted, edge),
                    new HopListeners(listeners),
                    new HopAsk(false, null, key),
                    sampleRatio,
                    stampThrown,
                    new Fuse("Stamping at hop " + name)));
        }
    }
}
