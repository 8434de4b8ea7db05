package dev.insight.hop;

import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one hop measured of one call. All durations are nanoseconds of that hop's own monotonic clock; {@link #ABSENT}
 * where the hop did not say. Immutable, but for those that {@link SampledCall#readStamps} lends.
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

    // Only who makes a stamp writes these, until it hands it out by written(): a stamp is made for each call that asks,
    // at both ends, and something with fields of its own to collect them in would double that.
    HopIdentity identity;
    long totalNanos = ABSENT;
    long queueNanos = ABSENT;
    long arrivalEpochMicros = ABSENT;
    int resolutionNanos = 1_000;
    boolean interceptorClock;
    boolean headerTime;
    boolean clamped;

    @Nullable
    Origin origin;

    @Nullable
    Kind kind;

    /** Null where there is none, as of services that call nobody. */
    private @Nullable UpstreamTimes upstream;

    /** All but who speaks is absent. */
    HopStamp(HopIdentity identity) {
        this.identity = identity;
    }

    HopStamp(HopStamp other) {
        identity = other.identity;
        totalNanos = other.totalNanos;
        queueNanos = other.queueNanos;
        arrivalEpochMicros = other.arrivalEpochMicros;
        resolutionNanos = other.resolutionNanos;
        interceptorClock = other.interceptorClock;
        headerTime = other.headerTime;
        clamped = other.clamped;
        origin = other.origin;
        kind = other.kind;
        upstream = other.upstream == null ? null : new UpstreamTimes(other.upstream);
    }

    /** The upstream part, to write to. */
    UpstreamTimes upstream() {
        UpstreamTimes times = upstream;
        if (times == null) {
            times = new UpstreamTimes();
            upstream = times;
        }
        return times;
    }

    /** Whether there is an upstream part. */
    boolean hasUpstream() {
        return upstream != null;
    }

    /** Makes all but who speaks absent, of a stamp that is never handed out. */
    void clear() {
        totalNanos = ABSENT;
        queueNanos = ABSENT;
        arrivalEpochMicros = ABSENT;
        resolutionNanos = 1_000;
        interceptorClock = false;
        headerTime = false;
        clamped = false;
        origin = null;
        kind = null;
        if (upstream != null) {
            upstream.clear();
        }
    }

    /** From here on nobody writes it; whoever comes to see it sees it whole, as if its fields were final. */
    HopStamp written() {
        VarHandle.releaseFence();
        return this;
    }

    /** Starts a stamp of the hop {@code name} with everything else absent. */
    public static HopStampBuilder builder(String name) {
        return new HopStampBuilder(new HopStamp(HopIdentity.recurring(name, null, null, null, Source.STAMP)));
    }

    /** The hop's name as the hop gave it: untrusted when it came over the wire. */
    public String name() {
        return identity.name;
    }

    /** {@code t}: request headers decoded to trailers written. */
    public long totalNanos() {
        return totalNanos;
    }

    /** {@code u}: time with an upstream call outstanding; absent on a hop that called nobody. */
    public long upstreamNanos() {
        return upstream == null ? ABSENT : upstream.nanos;
    }

    /** {@code b}: request headers decoded to the committed upstream attempt created. */
    public long beforeUpstreamNanos() {
        return upstream == null ? ABSENT : upstream.beforeNanos;
    }

    /** {@code q}: the part of the total spent waiting for an executor. */
    public long queueNanos() {
        return queueNanos;
    }

    /** {@code p}: upstream call started to its attempt created: name resolution, connect, pick. */
    public long preTransportNanos() {
        return upstream == null ? ABSENT : upstream.preTransportNanos;
    }

    /** {@code r}: lost to attempts before the committed one. */
    public long retryNanos() {
        return upstream == null ? ABSENT : upstream.retryNanos;
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
        return upstream == null ? (int) ABSENT : upstream.fanOut;
    }

    /** {@code a}: attempts of the upstream call, or {@link #ABSENT}. */
    public int attempts() {
        return upstream == null ? (int) ABSENT : upstream.attempts;
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
        return identity.source;
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
        return identity.node;
    }

    /** {@code gateway}, {@code mediary}, {@code service} or null. */
    public @Nullable String role() {
        return identity.role;
    }

    /** The region the hop says it runs in, or null. */
    public @Nullable String region() {
        return identity.region;
    }

    /** A builder holding this stamp's values. */
    public HopStampBuilder toBuilder() {
        return new HopStampBuilder(new HopStamp(this));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HopStamp that
                && identity.equals(that.identity)
                && totalNanos == that.totalNanos
                && upstreamNanos() == that.upstreamNanos()
                && beforeUpstreamNanos() == that.beforeUpstreamNanos()
                && queueNanos == that.queueNanos
                && preTransportNanos() == that.preTransportNanos()
                && retryNanos() == that.retryNanos()
                && resolutionNanos == that.resolutionNanos
                && arrivalEpochMicros == that.arrivalEpochMicros
                && fanOut() == that.fanOut()
                && attempts() == that.attempts()
                && interceptorClock == that.interceptorClock
                && headerTime == that.headerTime
                && clamped == that.clamped
                && origin == that.origin
                && kind == that.kind;
    }

    @Override
    public int hashCode() {
        return Objects.hash(identity, totalNanos, upstreamNanos());
    }

    /** The stamp's wire form, for reading in logs and failures. */
    @Override
    public String toString() {
        return HopTrailer.write(this);
    }
}
