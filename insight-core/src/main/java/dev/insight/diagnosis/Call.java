package dev.insight.diagnosis;

import dev.insight.hop.HopStamp;
import dev.insight.probe.Phase;
import dev.insight.probe.ProbeResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one call ended, as far as failures are concerned. Immutable.
 *
 * @param hops how many of the route's hops it should have passed
 * @param code {@code OK} or a status code's name
 * @param lastStamp the place on the route of the farthest hop that stamped it, or -1
 * @param origin who that hop says decided the outcome
 * @param relayed whether that hop says that it waited for another, whose answer this may then be
 */
record Call(
        long micros,
        PathState path,
        int hops,
        String code,
        Phase phase,
        int lastStamp,
        HopStamp.@Nullable Origin origin,
        boolean relayed) {

    static Call of(ProbeResult result, PathState path, long micros) {
        String stop = result.turnedBackAt();
        int end = stop == null ? -1 : path.hops().indexOf(stop);
        int hops = end < 0 ? path.hops().size() : end + 1;
        int lastStamp = -1;
        HopStamp.Origin origin = null;
        boolean relayed = false;
        if (!result.outcome().isOk()) {
            List<HopStamp> stamps = result.path().stamps();
            for (HopStamp stamp : stamps) {
                int at = path.hops().indexOf(stamp.name());
                if (at > lastStamp && at < hops) {
                    lastStamp = at;
                    origin = stamp.origin();
                    relayed = stamp.upstreamNanos() > 0;
                }
            }
        }
        return new Call(
                micros, path, hops, result.outcome().code(), result.outcome().phase(), lastStamp, origin, relayed);
    }

    /** A call like this at another time. */
    Call of(long otherMicros) {
        return new Call(otherMicros, path, hops, code, phase, lastStamp, origin, relayed);
    }

    boolean isOk() {
        return code.equals("OK");
    }

    /** Whether it took too long, and not because a hop says so of its own. */
    boolean isLate() {
        return code.equals("DEADLINE_EXCEEDED") && origin != HopStamp.Origin.OWN;
    }

    /** Whether nothing came back. */
    boolean vanished() {
        return code.equals("DEADLINE_EXCEEDED") && lastStamp < 0;
    }
}
