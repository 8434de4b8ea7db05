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
 * @param numbers those of the sentence
 */
public record Evidence(
        String sentence,
        String kind,
        long excessNanos,
        @Nullable String instance,
        @Nullable String runnerUp,
        List<Cleared> cleared,
        List<String> notCleared,
        @Nullable Vantage vantage,
        Numbers numbers) {
    public Evidence {
        Objects.requireNonNull(sentence, "sentence == null");
        Objects.requireNonNull(kind, "kind == null");
        Objects.requireNonNull(numbers, "numbers == null");
        cleared = List.copyOf(cleared);
        notCleared = List.copyOf(notCleared);
    }

    /** Seen from here, and nobody knows from where else; of no other numbers. */
    public Evidence(
            String sentence,
            String kind,
            long excessNanos,
            @Nullable String instance,
            @Nullable String runnerUp,
            List<Cleared> cleared,
            List<String> notCleared) {
        this(sentence, kind, excessNanos, instance, runnerUp, cleared, notCleared, null, Numbers.NONE);
    }

    Evidence seenFrom(Vantage seen) {
        return new Evidence(
                sentence + "; " + seen, kind, excessNanos, instance, runnerUp, cleared, notCleared, seen, numbers);
    }

    /**
     * What else the sentence counts, for programs.
     *
     * @param queueNanos how much longer than usual those calls wait in the hop's queue, in the middle, or {@code HopStamp.ABSENT}
     * @param cpu the share of the processors in use on the hop's host, 0 to 1, or negative where that is unknown
     * @param calls how many calls it rests on, or {@code HopStamp.ABSENT}
     * @param failed how many calls failed, or {@code HopStamp.ABSENT} where it is not about failures
     */
    public record Numbers(long queueNanos, double cpu, int calls, int failed) {
        /** Nothing else is counted. */
        public static final Numbers NONE = new Numbers(-1, -1, -1, -1);

        /** Of {@code calls} that take longer, at a hop. */
        static Numbers ofHop(int calls, float queueMillis, double cpu) {
            return new Numbers(queueMillis < 0 ? -1 : (long) (queueMillis * 1e6), cpu, calls, -1);
        }

        /** Of {@code calls}, {@code failed} of which failed. */
        static Numbers ofFailures(int calls, int failed) {
            return new Numbers(-1, -1, calls, failed);
        }

        /** The share of those calls that failed, or negative where that is unknown. */
        public double share() {
            return calls > 0 && failed >= 0 ? (double) failed / calls : -1;
        }
    }

    /**
     * A component that is not to blame.
     *
     * @param component its name
     * @param boundNanos what it takes longer than usual is less than this, with 95 % confidence
     */
    public record Cleared(String component, long boundNanos) {}
}
