package dev.insight.runner.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How busy a host was in the last 24 hours. Immutable.
 *
 * @param node the instance on it, or null where the readings do not say
 * @param readings the oldest first, one for each ten seconds in which there was one
 */
public record CpuHistory(@Nullable String node, List<CpuSnapshot> readings) {
    public CpuHistory {
        readings = List.copyOf(readings);
    }
}
