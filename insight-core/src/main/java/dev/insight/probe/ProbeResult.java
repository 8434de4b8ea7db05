package dev.insight.probe;

import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What came of one slot that was sent. Immutable; durations are nanoseconds, {@code ABSENT} where unknown. */
public final class ProbeResult {
    private final Slot slot;
    private final Outcome outcome;
    private final long startLagNanos;
    private final long latencyNanos;
    private final long preTransportNanos;
    private final long clientLagNanos;
    private final long startNanos;
    private final long endNanos;
    private final long sentEpochMicros;
    private final boolean tainted;
    private final HopPath path;
    private final List<PhaseTime> phases;
    private final @Nullable String peer;
    private final @Nullable String traceId;
    private final @Nullable String spanId;

    private ProbeResult(Builder builder) {
        slot = builder.slot;
        outcome = builder.outcome;
        startLagNanos = builder.startLagNanos;
        latencyNanos = builder.latencyNanos;
        preTransportNanos = builder.preTransportNanos;
        clientLagNanos = builder.clientLagNanos;
        startNanos = builder.startNanos;
        endNanos = builder.endNanos;
        sentEpochMicros = builder.sentEpochMicros;
        tainted = builder.tainted;
        path = builder.path;
        phases = List.copyOf(builder.phases);
        peer = builder.peer;
        traceId = builder.traceId;
        spanId = builder.spanId;
    }

    /** Starts the result of {@code slot}. */
    public static Builder builder(Slot slot, Outcome outcome) {
        return new Builder(slot, outcome);
    }

    public Slot slot() {
        return slot;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** Intended start to the moment the transport was asked to send. */
    public long startLagNanos() {
        return startLagNanos;
    }

    /**
     * End to end, {@code u(0)}: the committed attempt created to its trailers read; for a stream to its first message,
     * for a cold probe from its start to its last phase's end. Absent unless the outcome is OK.
     */
    public long latencyNanos() {
        return latencyNanos;
    }

    /** Asked to send to the attempt created: waiting for a connection. Not part of the latency. */
    public long preTransportNanos() {
        return preTransportNanos;
    }

    /** Trailers read to the application told. Not part of the latency. */
    public long clientLagNanos() {
        return clientLagNanos;
    }

    /** When the transport was asked to send, in the ticker's monotonic nanoseconds. */
    public long startNanos() {
        return startNanos;
    }

    /** When the result was known, in the ticker's monotonic nanoseconds. */
    public long endNanos() {
        return endNanos;
    }

    /** The wall's clock when the attempt was created, microseconds since the epoch. */
    public long sentEpochMicros() {
        return sentEpochMicros;
    }

    /** Whether a pause of this process overlaps the probe, or classes were still being loaded, so that its times accuse nobody. */
    public boolean tainted() {
        return tainted;
    }

    /** The stamps that came back. */
    public HopPath path() {
        return path;
    }

    /** The hop that a partial-path probe turned back at, or null: of other kinds, and where that hop called on. */
    public @Nullable String turnedBackAt() {
        return slot.turnedBackAt(path);
    }

    /** The phases of a cold probe that succeeded, in order; empty for other kinds. */
    public List<PhaseTime> phases() {
        return phases;
    }

    /** What of the latency lies between the phases and is part of none; absent without phases or latency. */
    public long betweenPhasesNanos() {
        return phases.isEmpty() || latencyNanos == HopStamp.ABSENT
                ? HopStamp.ABSENT
                : Math.max(
                        0,
                        latencyNanos
                                - phases.stream().mapToLong(PhaseTime::nanos).sum());
    }

    /** The address that was called, for a person to read, or null. */
    public @Nullable String peer() {
        return peer;
    }

    /** The W3C trace id sent with the call, or null. */
    public @Nullable String traceId() {
        return traceId;
    }

    /** The W3C span id sent with the call, or null. */
    public @Nullable String spanId() {
        return spanId;
    }

    /** Whether the latency may enter a latency series. */
    public boolean isMeasurement() {
        return outcome.isOk() && !tainted && latencyNanos >= 0;
    }

    /** A builder holding this result's values. */
    public Builder toBuilder() {
        return new Builder(slot, outcome)
                .startLagNanos(startLagNanos)
                .latencyNanos(latencyNanos)
                .preTransportNanos(preTransportNanos)
                .clientLagNanos(clientLagNanos)
                .lifeNanos(startNanos, endNanos)
                .sentEpochMicros(sentEpochMicros)
                .tainted(tainted)
                .path(path)
                .phases(phases)
                .peer(peer)
                .trace(traceId, spanId);
    }

    @Override
    public String toString() {
        return slot.probe() + " " + slot.kind() + " " + outcome + " " + latencyNanos + " ns " + path.stamps();
    }

    /** Collects a result's values. Not safe for use by many threads. */
    public static final class Builder {
        private final Slot slot;
        private Outcome outcome;
        private long startLagNanos;
        private long latencyNanos = HopStamp.ABSENT;
        private long preTransportNanos = HopStamp.ABSENT;
        private long clientLagNanos = HopStamp.ABSENT;
        private long startNanos;
        private long endNanos;
        private long sentEpochMicros = HopStamp.ABSENT;
        private boolean tainted;
        private HopPath path = HopPath.empty();
        private List<PhaseTime> phases = List.of();
        private @Nullable String peer;
        private @Nullable String traceId;
        private @Nullable String spanId;

        private Builder(Slot slot, Outcome outcome) {
            this.slot = Objects.requireNonNull(slot, "slot == null");
            this.outcome = Objects.requireNonNull(outcome, "outcome == null");
        }

        public Builder outcome(Outcome newOutcome) {
            outcome = newOutcome;
            return this;
        }

        public Builder startLagNanos(long nanos) {
            startLagNanos = nanos;
            return this;
        }

        public Builder latencyNanos(long nanos) {
            latencyNanos = nanos;
            return this;
        }

        public Builder preTransportNanos(long nanos) {
            preTransportNanos = nanos;
            return this;
        }

        public Builder clientLagNanos(long nanos) {
            clientLagNanos = nanos;
            return this;
        }

        /** The first and the last moment of the probe, in the ticker's monotonic nanoseconds. */
        public Builder lifeNanos(long start, long end) {
            startNanos = start;
            endNanos = end;
            return this;
        }

        public Builder sentEpochMicros(long micros) {
            sentEpochMicros = micros;
            return this;
        }

        public Builder tainted(boolean flag) {
            tainted = flag;
            return this;
        }

        public Builder path(HopPath newPath) {
            path = newPath;
            return this;
        }

        public Builder phases(List<PhaseTime> newPhases) {
            phases = newPhases;
            return this;
        }

        public Builder peer(@Nullable String newPeer) {
            peer = newPeer;
            return this;
        }

        public Builder trace(@Nullable String newTraceId, @Nullable String newSpanId) {
            traceId = newTraceId;
            spanId = newSpanId;
            return this;
        }

        public ProbeResult build() {
            return new ProbeResult(this);
        }
    }
}
