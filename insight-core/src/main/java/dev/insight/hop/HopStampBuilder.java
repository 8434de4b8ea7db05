package dev.insight.hop;

import org.jspecify.annotations.Nullable;

/** Collects a stamp's values. Not safe for use by many threads. */
public final class HopStampBuilder {
    private final String name;
    private @Nullable String node;
    private @Nullable String role;
    private @Nullable String region;
    private HopStamp.Source source;
    /** The values; who speaks is told when all is said. */
    private HopStamp stamp;

    private boolean built;

    HopStampBuilder(HopStamp stamp) {
        this.stamp = stamp;
        name = stamp.identity.name;
        node = stamp.identity.node;
        role = stamp.identity.role;
        region = stamp.identity.region;
        source = stamp.identity.source;
    }

    /** The stamp to write to: another one once this was handed out. */
    private HopStamp stamp() {
        if (built) {
            stamp = new HopStamp(stamp);
            built = false;
        }
        return stamp;
    }

    public HopStampBuilder totalNanos(long nanos) {
        stamp().totalNanos = nanos;
        return this;
    }

    public HopStampBuilder upstreamNanos(long nanos) {
        if (says(nanos)) {
            stamp().upstream().nanos = nanos;
        }
        return this;
    }

    public HopStampBuilder beforeUpstreamNanos(long nanos) {
        if (says(nanos)) {
            stamp().upstream().beforeNanos = nanos;
        }
        return this;
    }

    public HopStampBuilder queueNanos(long nanos) {
        stamp().queueNanos = nanos;
        return this;
    }

    public HopStampBuilder preTransportNanos(long nanos) {
        if (says(nanos)) {
            stamp().upstream().preTransportNanos = nanos;
        }
        return this;
    }

    public HopStampBuilder retryNanos(long nanos) {
        if (says(nanos)) {
            stamp().upstream().retryNanos = nanos;
        }
        return this;
    }

    /** At most two seconds; what is coarser counts as that. */
    public HopStampBuilder resolutionNanos(long nanos) {
        stamp().resolutionNanos = (int) Math.min(nanos, 2_000_000_000);
        return this;
    }

    public HopStampBuilder arrivalEpochMicros(long micros) {
        stamp().arrivalEpochMicros = micros;
        return this;
    }

    public HopStampBuilder fanOut(int calls) {
        if (says(calls)) {
            stamp().upstream().fanOut = calls;
        }
        return this;
    }

    public HopStampBuilder attempts(int count) {
        if (says(count)) {
            stamp().upstream().attempts = count;
        }
        return this;
    }

    /** Whether there is anything to write: what is absent takes no room in a stamp that has no upstream part. */
    private boolean says(long value) {
        return value != HopStamp.ABSENT || stamp.hasUpstream();
    }

    public HopStampBuilder interceptorClock(boolean flag) {
        stamp().interceptorClock = flag;
        return this;
    }

    public HopStampBuilder headerTime(boolean flag) {
        stamp().headerTime = flag;
        return this;
    }

    public HopStampBuilder clamped(boolean flag) {
        stamp().clamped = flag;
        return this;
    }

    public HopStampBuilder source(HopStamp.Source newSource) {
        source = newSource;
        return this;
    }

    public HopStampBuilder origin(HopStamp.@Nullable Origin newOrigin) {
        stamp().origin = newOrigin;
        return this;
    }

    public HopStampBuilder kind(HopStamp.@Nullable Kind newKind) {
        stamp().kind = newKind;
        return this;
    }

    public HopStampBuilder node(@Nullable String newNode) {
        node = newNode;
        return this;
    }

    public HopStampBuilder role(@Nullable String newRole) {
        role = newRole;
        return this;
    }

    public HopStampBuilder region(@Nullable String newRegion) {
        region = newRegion;
        return this;
    }

    public HopStamp build() {
        HopStamp made = stamp();
        made.identity = HopIdentity.recurring(name, node, role, region, source);
        built = true;
        return made.written();
    }
}
