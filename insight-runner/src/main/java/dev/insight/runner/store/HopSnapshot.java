package dev.insight.runner.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One hop of a path. Immutable.
 *
 * @param name the hop's name on the route
 * @param role {@code gateway}, {@code mediary}, {@code service} as the hop said, or null
 * @param region as the hop said, or null
 * @param stamped warm probes that ended OK and brought this hop's stamp
 * @param missing warm probes that ended OK without it
 * @param nodes instances that stamped, a bounded number of them; names from the wire, so untrusted
 * @param passesOn whether it passed partial-path probes on that it should have answered, as a proxy does
 * @param partial what partial-path probes as far as this hop found, or null when there were none
 */
public record HopSnapshot(
        String name,
        @Nullable String role,
        @Nullable String region,
        long stamped,
        long missing,
        List<String> nodes,
        boolean passesOn,
        @Nullable PartialSnapshot partial) {
    public HopSnapshot {
        nodes = List.copyOf(nodes);
    }
}
