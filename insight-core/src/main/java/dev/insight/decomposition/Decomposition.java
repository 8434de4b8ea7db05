package dev.insight.decomposition;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call's end-to-end time split by hop and link. The terms add up to {@code latencyNanos} exactly. Immutable.
 *
 * @param latencyNanos end to end, or {@code HopStamp.ABSENT} when the call has no latency; then there are no terms
 * @param terms from the caller outward; none when nothing stamped, save the residual
 * @param missing hops of the route that did not stamp, in its order
 * @param lastHop outermost hop of the route that stamped, or null
 * @param stamps how many stamps there were of each sort; sorts with none are left out
 */
public record Decomposition(
        long latencyNanos,
        List<Term> terms,
        List<String> missing,
        @Nullable String lastHop,
        Map<StampResult, Integer> stamps) {
    public Decomposition {
        terms = List.copyOf(terms);
        missing = List.copyOf(missing);
        stamps = Map.copyOf(stamps);
    }
}
