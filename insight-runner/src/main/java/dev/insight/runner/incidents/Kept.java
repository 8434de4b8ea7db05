package dev.insight.runner.incidents;

import dev.insight.runner.store.IncidentSnapshot;
import java.util.List;

/**
 * What a journal holds. Immutable.
 *
 * @param incidents those that it tells of, in no order; those that it does not tell the end of are interrupted
 * @param skipped lines that are none of a journal's, one that was cut short not among them
 * @param isEmpty whether not even its first line is there
 * @param isTorn whether its last line has no end
 */
record Kept(List<IncidentSnapshot> incidents, int skipped, boolean isEmpty, boolean isTorn) {}
