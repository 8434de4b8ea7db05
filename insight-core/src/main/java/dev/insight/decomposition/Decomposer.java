package dev.insight.decomposition;

import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.hop.SampledCall;
import dev.insight.hop.Spares;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Splits end-to-end times. Pure.
 *
 * <p>For hops 1..n from the caller outward, with totals t, times upstream u, and u(0) the caller's own latency:
 *
 * <pre>
 *     self(i)     = t(i) - u(i)
 *     link(i-1,i) = u(i-1) - t(i)
 *     latency     = sum self + sum link        for any numbers, so it proves nothing: see {@link Flaw}
 * </pre>
 *
 * A hop that tells no time merges into the link around it; one that tells only t or only u has no self term, and the
 * link it merges into is flagged. What lies behind the last hop that told a time is the residual.
 */
public final class Decomposer {
    private static final Spares<TermWalk> WALKS = new Spares<>(TermWalk::new);

    private Decomposer() {}

    /**
     * Splits one call.
     *
     * @param caller the caller's name in the first link, such as {@code prober-eu}
     * @param latencyNanos the caller's own {@code u(0)}, or {@code HopStamp.ABSENT}
     * @param path the stamps that came back
     * @param expected the hops this call passed, from the caller outward, up to the one that answered it; empty when
     *     unknown, then the stamps' own names serve
     */
    public static Decomposition decompose(String caller, long latencyNanos, HopPath path, List<String> expected) {
        RouteMatch match = new RouteMatch(path.stamps(), expected);
        List<String> missing = List.of();
        String lastHop = null;
        for (int i = 0; i < match.hops(); i++) {
            String hop = match.hop(i);
            if (match.stamp(i) == null) {
                missing = missing.isEmpty() ? new ArrayList<>() : missing;
                missing.add(hop);
            } else {
                lastHop = hop;
            }
        }
        boolean hasLatency = latencyNanos >= 0;
        return new Decomposition(
                hasLatency ? latencyNanos : HopStamp.ABSENT,
                hasLatency ? terms(caller, latencyNanos, match) : List.of(),
                missing,
                lastHop,
                count(path, match),
                match.strays());
    }

    /**
     * Tells {@code sink} the terms that {@link #decompose} finds for a call whose route is unknown, and makes no
     * garbage of them. Of a call without latency there are none.
     */
    public static void cut(String caller, SampledCall call, TermSink sink) {
        if (call.latencyNanos() >= 0) {
            TermWalk walk = WALKS.take().begin(caller, call.latencyNanos(), sink);
            call.readStamps(Decomposer::walk, walk);
            walk.letGo();
            WALKS.putBack(walk);
        }
    }

    private static void walk(List<HopStamp> stamps, TermWalk walk) {
        if (!RouteMatch.isRoute(stamps)) {
            walk(new RouteMatch(stamps, List.of()), walk);
            return;
        }
        int last = stamps.size() - 1; // as of nearly all calls
        for (int i = 0; i <= last; i++) {
            HopStamp stamp = stamps.get(i);
            walk.reach(stamp.name(), stamp, i == last, Flaws.NONE);
        }
        walk.end();
    }

    private static void walk(RouteMatch match, TermWalk walk) {
        int last = match.hops() - 1;
        for (int i = 0; i <= last; i++) {
            walk.reach(match.hop(i), match.stamp(i), i == last, match.strayFlaws(i));
        }
        walk.end();
    }

    private static List<Term> terms(String caller, long latencyNanos, RouteMatch match) {
        TermList list = new TermList();
        walk(match, new TermWalk().begin(caller, latencyNanos, list));
        return list.terms();
    }

    private static Map<StampResult, Integer> count(HopPath path, RouteMatch match) {
        int hops = match.hops();
        int usable = 0;
        for (int i = 0; i < hops; i++) {
            usable += result(match.stamp(i)) == StampResult.OK ? 1 : 0;
        }
        int unusable = hops - usable + match.strays().size() + path.unparsable() + path.oversize();
        if (unusable == 0) {
            return hops == 0 ? Map.of() : Map.of(StampResult.OK, hops); // as nearly always
        }
        Map<StampResult, Integer> counts = new EnumMap<>(StampResult.class);
        for (int i = 0; i < hops; i++) {
            counts.merge(result(match.stamp(i)), 1, Integer::sum);
        }
        counts.put(StampResult.UNEXPECTED, match.strays().size());
        counts.put(StampResult.UNPARSABLE, path.unparsable());
        counts.put(StampResult.OVERSIZE, path.oversize());
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    private static StampResult result(@Nullable HopStamp stamp) {
        if (stamp == null) {
            return StampResult.MISSING;
        }
        return StampChecks.isClamped(stamp) ? StampResult.CLAMPED : StampResult.OK;
    }
}
