package dev.insight.runner.store;

import dev.insight.probe.PathId;
import org.jspecify.annotations.Nullable;

/**
 * What a component takes of one path's calls. Immutable.
 *
 * @param path which path
 * @param recent its own time in the latest calls, or null where none tells
 * @param usual what its own time usually is, or null while that is not known
 * @param queue the part of it spent in a queue, or null where it does not say
 */
public record ComponentPath(
        PathId path,
        @Nullable Spread recent,
        @Nullable Spread usual,
        @Nullable Spread queue) {}
