package dev.insight.runner.global;

import dev.insight.runner.global.SourceSnapshot.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The global view at one time. Immutable.
 *
 * @param unknown why nothing is known, or null when it is
 * @param readEpochMicros when it was last read, or −1 for never
 * @param ageNanos how long ago that was, or since it was first tried
 * @param warnings what is missing from it, and why
 * @param sources in order
 * @param cells in the order of their paths
 * @param incidents the surest first, or null where they are unknown
 */
public record GlobalSnapshot(
        @Nullable String unknown,
        long readEpochMicros,
        long ageNanos,
        List<String> warnings,
        List<SourceSnapshot> sources,
        List<CellSnapshot> cells,
        @Nullable List<GlobalIncident> incidents) {
    public GlobalSnapshot {
        warnings = List.copyOf(warnings);
        sources = List.copyOf(sources);
        cells = List.copyOf(cells);
        incidents = incidents == null ? null : List.copyOf(incidents);
    }

    /** How many sources are silent, or NaN where that is unknown. */
    public double silent() {
        return unknown != null
                ? Double.NaN
                : sources.stream()
                        .filter(source -> source.state() == State.SILENT)
                        .count();
    }

    GlobalSnapshot aged(long newAgeNanos) {
        return new GlobalSnapshot(unknown, readEpochMicros, newAgeNanos, warnings, sources, cells, incidents);
    }

    /** The same sources and paths, of which nothing is known any more: what was known is not told as if it still held. */
    GlobalSnapshot lost(String why) {
        List<SourceSnapshot> unknownSources = sources.stream()
                .map(each -> new SourceSnapshot(each.source(), State.UNKNOWN, each.newestSeconds()))
                .toList();
        List<CellSnapshot> gaps = cells.stream()
                .map(each -> new CellSnapshot(each.path(), null, each.seenEpochMicros()))
                .toList();
        return new GlobalSnapshot(why, readEpochMicros, ageNanos, List.of(), unknownSources, gaps, null);
    }
}
