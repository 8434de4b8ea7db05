package dev.insight.benchmarks.diagnosis;

import dev.insight.diagnosis.Verdict;
import java.util.List;

/**
 * How one detector did in one scenario. Immutable.
 *
 * @param kind of the scenario
 * @param answers one for each fault that had to be found
 * @param optional faults that might be found or not
 * @param extra incidents too many while a fault was on
 * @param falseAlarms incidents with no fault on
 * @param claims one for each incident
 * @param cleared what was said of components not to blame
 * @param pathDays measured
 */
record Score(
        String kind,
        List<Answer> answers,
        int optional,
        List<Verdict> extra,
        List<Verdict> falseAlarms,
        List<Claim> claims,
        Cleared cleared,
        double pathDays) {}
