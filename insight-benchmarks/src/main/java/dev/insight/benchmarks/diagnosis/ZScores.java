package dev.insight.benchmarks.diagnosis;

import dev.insight.decomposition.Decomposition;
import dev.insight.decomposition.Term;
import dev.insight.diagnosis.Verdict;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * For each path and part the distance from a running mean in standard deviations: three calls in a row beyond four accuse
 * the part that is farthest off; three failures in a row accuse too.
 */
final class ZScores implements Detector {
    private static final int LEARNT = 60;
    private static final int IN_A_ROW = 3;
    private static final double FAR = 4;
    private static final double MEMORY = 1 / 300.0;

    private static final class Part {
        private int count;
        private double mean;
        private double variance;
        private int inARow;
    }

    private final PathAlarms alarms;
    private final Map<PathId, Map<String, Part>> parts = new HashMap<>();
    private final Map<PathId, Integer> failures = new HashMap<>();

    ZScores(Consumer<Verdict> verdicts) {
        alarms = new PathAlarms(verdicts);
    }

    @Override
    public void added(Probe probe) {
        parts.put(probe.path(), new HashMap<>());
    }

    @Override
    public void observe(ProbeResult result, Decomposition decomposition) {
        Probe probe = result.slot().probe();
        if (result.slot().kind() != ProbeKind.WARM || result.tainted()) {
            return;
        }
        long t = result.slot().intendedEpochMicros();
        if (!result.outcome().isOk()) {
            if (failures.merge(probe.path(), 1, Integer::sum) >= IN_A_ROW) {
                alarms.set(probe.path(), t, Blame.failed(result));
            }
            return;
        }
        failures.put(probe.path(), 0);
        alarms.set(probe.path(), t, farthest(probe, decomposition));
    }

    private @Nullable Blame farthest(Probe probe, Decomposition decomposition) {
        Map<String, Part> mine = parts.computeIfAbsent(probe.path(), key -> new HashMap<>());
        Blame blame = null;
        double most = 0;
        for (Term term : decomposition.terms()) {
            Part part = mine.computeIfAbsent(term.name(), key -> new Part());
            double z = score(part, term.nanos() / 1e6);
            if (part.inARow >= IN_A_ROW && z > most) {
                most = z;
                blame = Blame.slow(probe, term, false);
            }
        }
        return blame;
    }

    /** What is far off is not learnt from. */
    private static double score(Part part, double millis) {
        double z = part.count < LEARNT ? 0 : (millis - part.mean) / Math.sqrt(part.variance + 1e-6);
        part.inARow = z > FAR ? part.inARow + 1 : 0;
        if (z <= FAR) {
            part.count++;
            double gain = Math.max(1.0 / part.count, MEMORY);
            double off = millis - part.mean;
            part.mean += gain * off;
            part.variance += gain * ((1 - gain) * off * off - part.variance);
        }
        return z;
    }
}
