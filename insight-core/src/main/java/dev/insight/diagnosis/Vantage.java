package dev.insight.diagnosis;

/**
 * From how many places an incident is seen. Immutable.
 *
 * @param seen from how many probers it is seen, this one included
 * @param of how many could see it, for they probe some of the same paths, this one included
 */
public record Vantage(int seen, int of) {
    /** Nobody else looks. */
    public static final Vantage ALONE = new Vantage(1, 1);

    public Vantage {
        if (seen < 1 || of < seen) {
            throw new IllegalArgumentException("seen must be from 1 to of: " + seen + " of " + of);
        }
    }

    /** In words: {@code seen from 2 of 2 probers}. */
    @Override
    public String toString() {
        return "seen from " + (isDoubtful() ? "only " : "") + seen + " of " + of + " probers";
    }

    /** Whether at least as many do not see it as do. */
    boolean isDoubtful() {
        return of > 1 && 2 * seen <= of;
    }
}
