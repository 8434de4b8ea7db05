package dev.insight.benchmarks.diagnosis;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One run of the simulated layer and what is wrong with it. Immutable; times are seconds since its start.
 *
 * @param kind what it is an example of
 * @param seed of all its noise
 * @param dark hops that never stamp
 * @param saysOrigin whether hops say who decided an outcome
 * @param clocks whether stamps bear wall-clock times, so that directions can be told apart
 * @param hostSeconds between two readings of the hosts' load; 0 if there are none
 * @param hostsMissing hops whose hosts are never read
 * @param hostNames what readings say of which instance they are
 * @param gaps pairs of times between which nothing is recorded
 */
record Scenario(
        String kind,
        long seed,
        List<Way> ways,
        Noise noise,
        double intervalSeconds,
        double durationSeconds,
        Set<String> dark,
        boolean saysOrigin,
        boolean clocks,
        double hostSeconds,
        Set<String> hostsMissing,
        HostNames hostNames,
        Map<Double, Double> gaps,
        List<Fault> faults,
        List<Truth> truths) {
    /** What readings of hosts' load say of which instance they are. */
    enum HostNames {
        /** The name that stamps have. */
        AS_STAMPED,
        /** A name that stamps do not have. */
        OTHER,
        /** None. */
        NONE
    }

    Scenario {
        ways = List.copyOf(ways);
        dark = Set.copyOf(dark);
        hostsMissing = Set.copyOf(hostsMissing);
        gaps = Map.copyOf(gaps);
        faults = List.copyOf(faults);
        truths = List.copyOf(truths);
    }

    boolean isRecorded(double t) {
        return gaps.entrySet().stream().noneMatch(gap -> gap.getKey() <= t && t < gap.getValue());
    }

    double pathDays() {
        return ways.size() * durationSeconds / 86_400;
    }
}
