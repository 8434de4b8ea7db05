package dev.insight.runner.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A warm probe that ended OK and took longer than others. Immutable.
 *
 * @param intendedEpochMicros when it should have started, by the wall's clock
 * @param latencyNanos end to end
 * @param traceId the W3C trace id sent with it, or null
 * @param terms where the time went, from the caller outward
 */
public record SlowProbe(
        long intendedEpochMicros,
        long latencyNanos,
        @Nullable String traceId,
        List<Part> terms) {
    public SlowProbe {
        terms = List.copyOf(terms);
    }

    /**
     * A part of it.
     *
     * @param name {@code hop} or {@code a>b}
     * @param nanos how long it took, to some nanoseconds in a hundred milliseconds
     */
    public record Part(String name, long nanos) {}
}
