package dev.insight.decomposition;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call's end-to-end time split by hop and link. The terms add up to {@code latencyNanos} exactly. Immutable.
 *
 * @param latencyNanos end to end, or {@code HopStamp.ABSENT} when the call has no latency; then there are no terms
 * @param terms from the caller outward; none when nothing stamped, save the residual
 * @param missing hops of the route for which no usable stamp came, in its order
 * @param lastHop the stamping hop farthest from the caller, which the call is known to have reached, or null
 * @param stamps how many stamps there were of each sort; sorts with none are left out
 * @param strays stamps that speak for no hop of the route
 */
public record Decomposition(
        long latencyNanos,
        List<Term> terms,
        List<String> missing,
        @Nullable String lastHop,
        Map<StampResult, Integer> stamps,
        List<Stray> strays) {
    public Decomposition {
        terms = List.copyOf(terms);
        missing = List.copyOf(missing);
        stamps = Map.copyOf(stamps);
        strays = List.copyOf(strays);
    }

    /** A decomposition without strays. */
    public Decomposition(
            long latencyNanos,
            List<Term> terms,
            List<String> missing,
            @Nullable String lastHop,
            Map<StampResult, Integer> stamps) {
        this(latencyNanos, terms, missing, lastHop, stamps, List.of());
    }
}
