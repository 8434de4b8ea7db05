package dev.insight.diagnosis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule makes of the evidence at one moment.
 *
 * @param kind in which way, as {@link Evidence#kind} has it
 * @param excess milliseconds above the usual, or negative of a failure
 * @param words what the numbers are, for the evidence's sentence
 * @param numbers the same, for programs
 * @param paths those that suffer
 */
record Finding(
        Cause cause,
        String component,
        double confidence,
        String kind,
        float excess,
        long sinceMicros,
        @Nullable String instance,
        @Nullable String runnerUp,
        String words,
        Evidence.Numbers numbers,
        List<PathState> paths) {
    /** The same, which began at {@code micros} if that is earlier: how long a fault is on does not shrink as it goes on. */
    Finding since(long micros) {
        return new Finding(
                cause,
                component,
                confidence,
                kind,
                excess,
                Math.min(sinceMicros, micros),
                instance,
                runnerUp,
                words,
                numbers,
                paths);
    }

    boolean blamesSameAs(Finding other) {
        return cause == other.cause && component.equals(other.component);
    }
}
