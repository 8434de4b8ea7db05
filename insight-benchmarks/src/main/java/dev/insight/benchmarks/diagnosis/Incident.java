package dev.insight.benchmarks.diagnosis;

import dev.insight.diagnosis.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All verdicts of one id. Immutable; times are seconds since the scenario's start.
 *
 * @param opened when the first was said
 * @param closed when the end was said, or the scenario's end
 * @param isClosed whether the end was said
 * @param verdicts in order of time, never none
 */
record Incident(double opened, double closed, boolean isClosed, List<Verdict> verdicts) {
    /** For so many intervals the first guess may be refined. */
    private static final double SETTLE = 6;

    static List<Incident> of(List<Verdict> verdicts, double end) {
        Map<String, List<Verdict>> byId = new LinkedHashMap<>();
        verdicts.forEach(verdict ->
                byId.computeIfAbsent(verdict.id(), id -> new ArrayList<>()).add(verdict));
        return byId.values().stream().map(all -> of(end, all)).toList();
    }

    private static Incident of(double end, List<Verdict> all) {
        double opened = seconds(all.get(0).epochMicros());
        for (Verdict verdict : all) {
            if (verdict.state() == Verdict.State.CLOSE) {
                return new Incident(opened, seconds(verdict.epochMicros()), true, all);
            }
        }
        return new Incident(opened, end, false, all);
    }

    static double seconds(long epochMicros) {
        return epochMicros / 1e6 - CallRecord.EPOCH;
    }

    /** What the incident says, once it settled. */
    Verdict said(double interval) {
        Verdict said = verdicts.get(0);
        for (Verdict verdict : verdicts) {
            boolean inTime = seconds(verdict.epochMicros()) <= opened + SETTLE * interval;
            if (inTime && verdict.state() != Verdict.State.CLOSE) {
                said = verdict;
            }
        }
        return said;
    }
}
