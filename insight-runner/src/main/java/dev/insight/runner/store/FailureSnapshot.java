package dev.insight.runner.store;

import dev.insight.hop.HopStamp;
import dev.insight.probe.Outcome;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A probe that did not end OK, with all that is known of it. Immutable.
 *
 * @param intendedEpochMicros when it should have started, by the wall's clock
 * @param kind in which way it probed
 * @param stop the hop that should have answered a partial-path probe; null for other kinds
 * @param outcome how it ended
 * @param tainted whether this process stood still meanwhile, so that the failure accuses nobody
 * @param peer the address that was called, or null
 * @param traceId the W3C trace id sent with it, or null
 * @param nanos how long it took until it had failed
 * @param startLagNanos how much later it was sent than it should have been
 * @param stamps what hops said of it, from the caller outward; untrusted
 */
public record FailureSnapshot(
        long intendedEpochMicros,
        ProbeKind kind,
        @Nullable String stop,
        Outcome outcome,
        boolean tainted,
        @Nullable String peer,
        @Nullable String traceId,
        long nanos,
        long startLagNanos,
        List<HopStamp> stamps) {
    public FailureSnapshot {
        stamps = List.copyOf(stamps);
    }

    static FailureSnapshot of(ProbeResult result) {
        return new FailureSnapshot(
                result.slot().intendedEpochMicros(),
                result.slot().kind(),
                result.slot().stop(),
                result.outcome(),
                result.tainted(),
                result.peer(),
                result.traceId(),
                result.endNanos() - result.startNanos(),
                result.startLagNanos(),
                result.path().stamps());
    }
}
