package dev.insight.benchmarks.diagnosis;

import dev.insight.decomposition.Decomposition;
import dev.insight.decomposition.Term;
import dev.insight.diagnosis.HostLoad;
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
 * What a careful dashboard does: for each path, each part's median of late against its median at first, three failures of
 * six, and one threshold for the hosts' CPU.
 */
final class Thresholds implements Detector {
    private static final int LEARNT = 120;
    private static final int RECENT = 6;
    private static final int FAILURES = 3;
    private static final double BUSY = 0.85;

    private static final class Part {
        private final Window recent = new Window(RECENT);
        private final Window first = new Window(LEARNT);
        private double usual;
        private double spread;
    }

    private final PathAlarms alarms;
    private final Map<PathId, Map<String, Part>> parts = new HashMap<>();
    private final Map<PathId, Window> failures = new HashMap<>();
    private final Map<String, Double> cpu = new HashMap<>();

    Thresholds(Consumer<Verdict> verdicts) {
        alarms = new PathAlarms(verdicts);
    }

    @Override
    public void added(Probe probe) {
        parts.put(probe.path(), new HashMap<>());
        failures.put(probe.path(), new Window(RECENT));
    }

    @Override
    public void observe(HostLoad load) {
        cpu.merge(load.hop(), load.cpu(), (was, is) -> Math.max(is, 0.7 * was));
    }

    @Override
    public void observe(ProbeResult result, Decomposition decomposition) {
        Probe probe = result.slot().probe();
        Window failed = failures.get(probe.path());
        if (failed == null || result.slot().kind() != ProbeKind.WARM || result.tainted()) {
            return;
        }
        failed.add(result.outcome().isOk() ? 0 : 1);
        Blame blame = null;
        if (result.outcome().isOk()) {
            blame = worst(probe, decomposition);
        }
        if (failed.sum() >= FAILURES) {
            if (!result.outcome().isOk()) {
                alarms.set(probe.path(), result.slot().intendedEpochMicros(), Blame.failed(result));
            }
        } else if (result.outcome().isOk()) {
            alarms.set(probe.path(), result.slot().intendedEpochMicros(), blame);
        }
    }

    private @Nullable Blame worst(Probe probe, Decomposition decomposition) {
        Blame blame = null;
        double worst = 0;
        for (Term term : decomposition.terms()) {
            double excess = excess(probe, term);
            if (excess > worst) {
                worst = excess;
                blame = Blame.slow(probe, term, cpu.getOrDefault(term.name(), 0.0) > BUSY);
            }
        }
        return blame;
    }

    /** How much longer a part takes of late than at first, in milliseconds; 0 where that is within the threshold. */
    private double excess(Probe probe, Term term) {
        double millis = term.nanos() / 1e6;
        Map<String, Part> mine = parts.computeIfAbsent(probe.path(), key -> new HashMap<>());
        Part part = mine.computeIfAbsent(term.name(), key -> new Part());
        part.recent.add(millis);
        if (!part.first.isFull()) {
            part.first.add(millis);
            part.usual = part.first.median();
            part.spread = part.first.spread();
            return 0;
        }
        double excess = part.recent.median() - part.usual;
        return excess > Math.max(Math.max(4 * part.spread, 0.1 * part.usual), 2) ? excess : 0;
    }
}
