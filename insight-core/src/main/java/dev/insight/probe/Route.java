package dev.insight.probe;

import java.util.List;
import java.util.Objects;

/**
 * A named way to a target. Immutable.
 *
 * @param name such as {@code forwarded} or {@code direct}
 * @param hops names of the hops a call passes, from the prober outward, the service last; empty when unknown
 */
public record Route(String name, List<String> hops) {
    public Route {
        Objects.requireNonNull(name, "name == null");
        hops = List.copyOf(hops);
    }

    /** The route {@code name} over {@code hops}, nearest first. */
    public static Route of(String name, String... hops) {
        return new Route(name, List.of(hops));
    }
}
