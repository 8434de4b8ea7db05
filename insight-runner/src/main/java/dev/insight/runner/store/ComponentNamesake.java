package dev.insight.runner.store;

import dev.insight.probe.PathId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the things that a component's name means. Immutable.
 *
 * @param key tells it from its namesakes, as diagnosis does: {@code payments in sg}
 * @param recent the hop's own time, or the link's, in the latest calls of all these paths; null while there are none
 * @param usual what that usually is: of what it usually is on each of these paths the median, or null while none is known
 * @param queue the part of the hop's time spent in a queue, or null where it does not say
 * @param paths the paths that use it, in the order of their ids
 */
public record ComponentNamesake(
        String key,
        @Nullable Spread recent,
        @Nullable Spread usual,
        @Nullable Spread queue,
        List<PathId> paths) {
    public ComponentNamesake {
        paths = List.copyOf(paths);
    }
}
