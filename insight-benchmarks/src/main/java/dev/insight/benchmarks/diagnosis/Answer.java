package dev.insight.benchmarks.diagnosis;

import dev.insight.diagnosis.Cause;
import org.jspecify.annotations.Nullable;

/**
 * What was said of one fault that had to be found. Immutable; times are in probe intervals, not a number where unknown.
 *
 * @param want cause that had to be said
 * @param said cause that was said, or null if nothing was
 * @param found whether an incident answers for it
 * @param component whether that names the right component
 * @param right whether it names the cause as well
 * @param toFind from the fault's start to the incident's
 * @param gradual whether it was there only by and by, so that finding it takes its time
 * @param toClear from the fault's end to the incident's
 * @param open whether the incident was left open though the fault ended long before the recording
 * @param onset how far off the incident's stated beginning is
 * @param text for a person: what was wanted and what was said
 */
record Answer(
        Cause want,
        @Nullable Cause said,
        boolean found,
        boolean component,
        boolean right,
        double toFind,
        boolean gradual,
        double toClear,
        boolean open,
        double onset,
        String text) {}
