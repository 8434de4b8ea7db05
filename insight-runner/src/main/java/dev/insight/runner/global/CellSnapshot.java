package dev.insight.runner.global;

import dev.insight.probe.PathId;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one path. Immutable.
 *
 * @param values what it is now; null is a gap, for nobody measured the path of late, or it cannot be read
 * @param seenEpochMicros when a reading last had values of it
 */
public record CellSnapshot(PathId path, @Nullable CellValues values, long seenEpochMicros) {}
