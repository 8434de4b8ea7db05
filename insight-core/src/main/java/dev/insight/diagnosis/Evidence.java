package dev.insight.diagnosis;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a verdict says what it says. Immutable.
 *
 * @param sentence the numbers, for a person to read
 * @param kind in which way: {@code delay}, {@code jitter}, {@code loss}, {@code errors} and the like
 * @param excessNanos how much longer than usual the component takes of a call, or {@code HopStamp.ABSENT} of a failure
 * @param instance the one instance at fault, or null if all are or none is known
 * @param runnerUp what is next likeliest and by which number it lost, or null if there was nothing else
 * @param cleared components of the same paths that are shown to be as they were, to within what a bound allows
 * @param notCleared components of the same paths of which that cannot be said
 * @param vantage how many of several probers see it, or null while nobody else is known to look
 */
public record Evidence(
        String sentence,
        String kind,
        long excessNanos,
        @Nullable String instance,
        @Nullable String runnerUp,
        List<Cleared> cleared,
        List<String> notCleared,
        @Nullable Vantage vantage) {
    public Evidence {
        Objects.requireNonNull(sentence, "sentence == null");
        Objects.requireNonNull(kind, "kind == null");
        cleared = List.copyOf(cleared);
        notCleared = List.copyOf(notCleared);
    }

    /** Seen from here, and nobody knows from where else. */
    public Evidence(
            String sentence,
            String kind,
            long excessNanos,
            @Nullable String instance,
            @Nullable String runnerUp,
            List<Cleared> cleared,
            List<String> notCleared) {
        this(sentence, kind, excessNanos, instance, runnerUp, cleared, notCleared, null);
    }

    Evidence seenFrom(Vantage seen) {
        return new Evidence(sentence + "; " + seen, kind, excessNanos, instance, runnerUp, cleared, notCleared, seen);
    }

    /**
     * A component that is not to blame.
     *
     * @param component its name
     * @param boundNanos what it takes longer than usual is less than this, with 95 % confidence
     */
    public record Cleared(String component, long boundNanos) {}
}
