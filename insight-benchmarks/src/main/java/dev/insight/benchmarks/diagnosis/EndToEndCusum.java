package dev.insight.benchmarks.diagnosis;

import dev.insight.decomposition.Decomposition;
import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Verdict;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Looks at end-to-end times alone, with a cumulative sum for each path, and blames the network as people do: the link
 * that changes region in its hops' names.
 */
final class EndToEndCusum implements Detector {
    private static final int LEARNT = 120;
    private static final double SLACK = 0.75;
    private static final double LIMIT = 10;
    private static final double CLIP = 3;
    private static final int FAILURES = 3;

    private static final class State {
        private final Window first = new Window(LEARNT);
        private double usual;
        private double spread;
        private double sum;
        private int failures;
    }

    private final PathAlarms alarms;
    private final Map<PathId, State> states = new HashMap<>();

    EndToEndCusum(Consumer<Verdict> verdicts) {
        alarms = new PathAlarms(verdicts);
    }

    @Override
    public void added(Probe probe) {
        states.put(probe.path(), new State());
    }

    @Override
    public void observe(ProbeResult result, Decomposition decomposition) {
        Probe probe = result.slot().probe();
        if (result.slot().kind() != ProbeKind.WARM || result.tainted()) {
            return;
        }
        State state = states.computeIfAbsent(probe.path(), key -> new State());
        long t = result.slot().intendedEpochMicros();
        if (!result.outcome().isOk()) {
            state.failures++;
            if (state.failures >= FAILURES) {
                alarms.set(probe.path(), t, new Blame(Cause.LINK_DOWN, network(probe)));
            }
            return;
        }
        state.failures = 0;
        boolean high = isHigh(state, result.latencyNanos() / 1e6);
        alarms.set(probe.path(), t, high ? new Blame(Cause.LINK_DEGRADED, network(probe)) : null);
    }

    private static boolean isHigh(State state, double millis) {
        if (!state.first.isFull()) {
            state.first.add(millis);
            state.usual = state.first.median();
            state.spread = state.first.spread();
            return false;
        }
        double score = (millis - state.usual) / Math.max(state.spread, 0.01);
        double clipped = Math.max(-CLIP, Math.min(CLIP, score));
        // Bounded above, or it would take as long to forget a fault as the fault lasted.
        state.sum = Math.min(2 * LIMIT, Math.max(0, state.sum + clipped - SLACK));
        return state.sum > LIMIT;
    }

    private static String network(Probe probe) {
        List<String> hops = probe.route().hops();
        String source = probe.path().source();
        String before = "prober-" + source;
        for (String hop : hops) {
            if (!hop.endsWith("-" + source)) {
                return before + ">" + hop;
            }
            before = hop;
        }
        return before + ">" + hops.get(hops.size() - 1);
    }
}
