package dev.insight.runner.incidents;

import dev.insight.runner.store.IncidentSnapshot;
import java.util.List;

/** What ids of one process's incidents begin with. */
public final class IncidentIds {
    private static final long MICROS = 1_000_000;

    private IncidentIds() {}

    /** By the second of the start, or one shortly after it that no id in {@code known} begins with: {@code t4k2q1-}. */
    public static String prefix(long startEpochMicros, List<IncidentSnapshot> known) {
        for (long second = startEpochMicros / MICROS; ; second++) {
            String prefix = Long.toString(second, Character.MAX_RADIX) + "-";
            if (known.stream().noneMatch(incident -> incident.id().startsWith(prefix))) {
                return prefix;
            }
        }
    }
}
