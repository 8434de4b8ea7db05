package dev.insight.runner.store;

import org.jspecify.annotations.Nullable;

/**
 * One instance of a hop by the stamps of the hop's calls of late, over all paths. Immutable.
 *
 * @param node as stamps name it, untrusted; null of those that do not say
 * @param calls how many of these calls it stamped
 * @param share the same, of all of them, 0 to 1
 * @param self its own time
 * @param queue the part of it spent in a queue, or null where it does not say
 */
public record InstanceSnapshot(
        @Nullable String node,
        int calls,
        double share,
        Spread self,
        @Nullable Spread queue) {}
