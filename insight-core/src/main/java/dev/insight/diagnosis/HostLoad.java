package dev.insight.diagnosis;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How busy a hop's host was. Immutable.
 *
 * @param hop the hop, as routes name it
 * @param node which instance, as its stamps name it, or null when the reading does not say
 * @param epochMicros when it was read, microseconds since the epoch
 * @param cpu the share of the processors in use, 0 to 1
 */
public record HostLoad(String hop, @Nullable String node, long epochMicros, double cpu) {
    public HostLoad {
        Objects.requireNonNull(hop, "hop == null");
        if (!(cpu >= 0 && cpu <= 1)) {
            throw new IllegalArgumentException("cpu must be from 0 to 1: " + cpu);
        }
    }
}
