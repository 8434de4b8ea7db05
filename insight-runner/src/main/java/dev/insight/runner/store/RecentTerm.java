package dev.insight.runner.store;

import org.jspecify.annotations.Nullable;

/**
 * One part of a path's latency, in the probes that the path's {@link RecentSnapshot} covers. Immutable.
 *
 * @param own the part's own time, which may be a little less than nothing; null where no such probe says anything of it
 * @param queue of a hop's own time, the part spent in its queue; null where no such probe says
 */
public record RecentTerm(@Nullable Spread own, @Nullable Spread queue) {}
