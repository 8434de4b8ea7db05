package dev.insight.diagnosis;

/**
 * Says which other probers see an incident, where several probe the same paths. Asked at each verdict and once a second on the
 * pipeline thread, so it answers from memory. What it throws is caught, and nothing is then known of others.
 */
@FunctionalInterface
public interface VantageSource {
    /** From where the incident of {@code verdict} is seen now: {@code 1 of 1} where nobody else could. */
    Vantage vantage(Verdict verdict);

    /** A source that knows of nobody else. */
    static VantageSource alone() {
        return verdict -> Vantage.ALONE;
    }
}
