package dev.insight.hop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one hop measured of one call. All durations are nanoseconds of that hop's own monotonic clock; {@link #ABSENT}
 * where the hop did not say. Immutable.
 */
public final class HopStamp {
    /** The value of a duration, count or time that the hop did not report. */
    public static final long ABSENT = -1;

    /** Who decided a call that did not end OK. */
    public enum Origin {
        /** This hop decided the outcome itself. */
        OWN,
        /** This hop could get no answer from upstream. */
        UP
    }

    /** What sort of hop stamped. */
    public enum Kind {
        SVC,
        PROXY,
        /** The total is a stream's life, not a latency. */
        STREAM
    }

    /** By which means the values were had; the later ones carry less. */
    public enum Source {
        /** {@code insight-hop}. */
        STAMP,
        /** {@code server-timing}. */
        SERVER_TIMING,
        /** {@code x-envoy-upstream-service-time}. */
        ENVOY,
        /** {@code grpc-server-stats-bin}. */
        GRPC_SERVER_STATS
    }

    private final String name;
    private final long totalNanos;
    private final long upstreamNanos;
    private final long beforeUpstreamNanos;
    private final long queueNanos;
    private final long preTransportNanos;
    private final long retryNanos;
    private final long resolutionNanos;
    private final long arrivalEpochMicros;
    private final int fanOut;
    private final int attempts;
    private final boolean interceptorClock;
    private final boolean headerTime;
    private final boolean clamped;
    private final Source source;
    private final @Nullable Origin origin;
    private final @Nullable Kind kind;
    private final @Nullable String node;
    private final @Nullable String role;
    private final @Nullable String region;

    private HopStamp(Builder builder) {
        name = builder.name;
        totalNanos = builder.totalNanos;
        upstreamNanos = builder.upstreamNanos;
        beforeUpstreamNanos = builder.beforeUpstreamNanos;
        queueNanos = builder.queueNanos;
        preTransportNanos = builder.preTransportNanos;
        retryNanos = builder.retryNanos;
        resolutionNanos = builder.resolutionNanos;
        arrivalEpochMicros = builder.arrivalEpochMicros;
        fanOut = builder.fanOut;
        attempts = builder.attempts;
        interceptorClock = builder.interceptorClock;
        headerTime = builder.headerTime;
        clamped = builder.clamped;
        source = builder.source;
        origin = builder.origin;
        kind = builder.kind;
        node = builder.node;
        role = builder.role;
        region = builder.region;
    }

    /** Starts a stamp of the hop {@code name} with everything else absent. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** The hop's name as the hop gave it: untrusted when it came over the wire. */
    public String name() {
        return name;
    }

    /** {@code t}: request headers decoded to trailers written. */
    public long totalNanos() {
        return totalNanos;
    }

    /** {@code u}: time with an upstream call outstanding; absent on a hop that called nobody. */
    public long upstreamNanos() {
        return upstreamNanos;
    }

    /** {@code b}: request headers decoded to the committed upstream attempt created. */
    public long beforeUpstreamNanos() {
        return beforeUpstreamNanos;
    }

    /** {@code q}: the part of the total spent waiting for an executor. */
    public long queueNanos() {
        return queueNanos;
    }

    /** {@code p}: upstream call started to its attempt created: name resolution, connect, pick. */
    public long preTransportNanos() {
        return preTransportNanos;
    }

    /** {@code r}: lost to attempts before the committed one. */
    public long retryNanos() {
        return retryNanos;
    }

    /** The smallest step the durations can show: 1,000 for the default unit. Never absent. */
    public long resolutionNanos() {
        return resolutionNanos;
    }

    /** {@code w}: arrival by the hop's wall clock, microseconds since the epoch. */
    public long arrivalEpochMicros() {
        return arrivalEpochMicros;
    }

    /** {@code n}: how many upstream calls were made, or {@link #ABSENT}. */
    public int fanOut() {
        return fanOut;
    }

    /** {@code a}: attempts of the upstream call, or {@link #ABSENT}. */
    public int attempts() {
        return attempts;
    }

    /** Flag {@code i}: the clock started at the interceptor, so queueing before it went unseen. */
    public boolean interceptorClock() {
        return interceptorClock;
    }

    /** Flag {@code h}: the value was taken when headers were written, not at the end. */
    public boolean headerTime() {
        return headerTime;
    }

    /** Whether a number on the wire was larger than can be held, and so reads as absent. */
    public boolean clamped() {
        return clamped;
    }

    /** By which means the values were had. */
    public Source source() {
        return source;
    }

    /** {@code e}: who decided an outcome that is not OK; null when relayed, OK or unsaid. */
    public @Nullable Origin origin() {
        return origin;
    }

    /** {@code k}: what sort of hop stamped, or null. */
    public @Nullable Kind kind() {
        return kind;
    }

    /** Which instance stamped, or null: untrusted, and never a metric label. */
    public @Nullable String node() {
        return node;
    }

    /** {@code gateway}, {@code mediary}, {@code service} or null. */
    public @Nullable String role() {
        return role;
    }

    /** The region the hop says it runs in, or null. */
    public @Nullable String region() {
        return region;
    }

    /** A builder holding this stamp's values. */
    public Builder toBuilder() {
        Builder builder = new Builder(name);
        builder.totalNanos = totalNanos;
        builder.upstreamNanos = upstreamNanos;
        builder.beforeUpstreamNanos = beforeUpstreamNanos;
        builder.queueNanos = queueNanos;
        builder.preTransportNanos = preTransportNanos;
        builder.retryNanos = retryNanos;
        builder.resolutionNanos = resolutionNanos;
        builder.arrivalEpochMicros = arrivalEpochMicros;
        builder.fanOut = fanOut;
        builder.attempts = attempts;
        builder.interceptorClock = interceptorClock;
        builder.headerTime = headerTime;
        builder.clamped = clamped;
        builder.source = source;
        builder.origin = origin;
        builder.kind = kind;
        builder.node = node;
        builder.role = role;
        builder.region = region;
        return builder;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HopStamp that
                && name.equals(that.name)
                && totalNanos == that.totalNanos
                && upstreamNanos == that.upstreamNanos
                && beforeUpstreamNanos == that.beforeUpstreamNanos
                && queueNanos == that.queueNanos
                && preTransportNanos == that.preTransportNanos
                && retryNanos == that.retryNanos
                && resolutionNanos == that.resolutionNanos
                && arrivalEpochMicros == that.arrivalEpochMicros
                && fanOut == that.fanOut
                && attempts == that.attempts
                && interceptorClock == that.interceptorClock
                && headerTime == that.headerTime
                && clamped == that.clamped
                && source == that.source
                && origin == that.origin
                && kind == that.kind
                && Objects.equals(node, that.node)
                && Objects.equals(role, that.role)
                && Objects.equals(region, that.region);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, totalNanos, upstreamNanos, node);
    }

    /** The stamp's wire form, for reading in logs and failures. */
    @Override
    public String toString() {
        return HopTrailer.write(this);
    }

    /** Collects a stamp's values. Not safe for use by many threads. */
    public static final class Builder {
        private final String name;
        private long totalNanos = ABSENT;
        private long upstreamNanos = ABSENT;
        private long beforeUpstreamNanos = ABSENT;
        private long queueNanos = ABSENT;
        private long preTransportNanos = ABSENT;
        private long retryNanos = ABSENT;
        private long resolutionNanos = 1_000;
        private long arrivalEpochMicros = ABSENT;
        private int fanOut = (int) ABSENT;
        private int attempts = (int) ABSENT;
        private boolean interceptorClock;
        private boolean headerTime;
        private boolean clamped;
        private Source source = Source.STAMP;
        private @Nullable Origin origin;
        private @Nullable Kind kind;
        private @Nullable String node;
        private @Nullable String role;
        private @Nullable String region;

        private Builder(String name) {
            this.name = Objects.requireNonNull(name, "name == null");
        }

        public Builder totalNanos(long nanos) {
            totalNanos = nanos;
            return this;
        }

        public Builder upstreamNanos(long nanos) {
            upstreamNanos = nanos;
            return this;
        }

        public Builder beforeUpstreamNanos(long nanos) {
            beforeUpstreamNanos = nanos;
            return this;
        }

        public Builder queueNanos(long nanos) {
            queueNanos = nanos;
            return this;
        }

        public Builder preTransportNanos(long nanos) {
            preTransportNanos = nanos;
            return this;
        }

        public Builder retryNanos(long nanos) {
            retryNanos = nanos;
            return this;
        }

        public Builder resolutionNanos(long nanos) {
            resolutionNanos = nanos;
            return this;
        }

        public Builder arrivalEpochMicros(long micros) {
            arrivalEpochMicros = micros;
            return this;
        }

        public Builder fanOut(int calls) {
            fanOut = calls;
            return this;
        }

        public Builder attempts(int count) {
            attempts = count;
            return this;
        }

        public Builder interceptorClock(boolean flag) {
            interceptorClock = flag;
            return this;
        }

        public Builder headerTime(boolean flag) {
            headerTime = flag;
            return this;
        }

        public Builder clamped(boolean flag) {
            clamped = flag;
            return this;
        }

        public Builder source(Source newSource) {
            source = newSource;
            return this;
        }

        public Builder origin(@Nullable Origin newOrigin) {
            origin = newOrigin;
            return this;
        }

        public Builder kind(@Nullable Kind newKind) {
            kind = newKind;
            return this;
        }

        public Builder node(@Nullable String newNode) {
            node = newNode;
            return this;
        }

        public Builder role(@Nullable String newRole) {
            role = newRole;
            return this;
        }

        public Builder region(@Nullable String newRegion) {
            region = newRegion;
            return this;
        }

        public HopStamp build() {
            return new HopStamp(this);
        }
    }
}
