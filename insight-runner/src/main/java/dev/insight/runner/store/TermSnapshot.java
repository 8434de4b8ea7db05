package dev.insight.runner.store;

import dev.insight.decomposition.Term;

/**
 * One part of a path's latency, lately. Immutable.
 *
 * @param kind what sort of part
 * @param name {@code hop} or {@code a>b}, as in {@link Term}
 * @param display the name for a person, as in {@link Term#display()}
 * @param duration the part's own time
 * @param queue of a hop's own time, the part spent in its queue; empty where the hop does not say
 * @param invalid how often the part came out flawed, and was kept out of the quantiles, since the path came
 * @param recent the same durations in the warm probes of the last minute
 */
public record TermSnapshot(
        Term.Kind kind,
        String name,
        String display,
        Quantiles duration,
        Quantiles queue,
        long invalid,
        RecentTerm recent) {}
