package dev.insight.benchmarks.diagnosis;

import dev.insight.decomposition.Decomposition;
import dev.insight.diagnosis.Diagnoser;
import dev.insight.diagnosis.HostLoad;
import dev.insight.diagnosis.Verdict;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import java.util.function.Consumer;

/** Insight's own diagnosis. */
final class DiagnoserDetector implements Detector {
    private final Diagnoser diagnoser;

    DiagnoserDetector(Consumer<Verdict> verdicts) {
        diagnoser = Diagnoser.create(verdicts);
    }

    @Override
    public void added(Probe probe) {
        diagnoser.added(probe);
    }

    @Override
    public void observe(ProbeResult result, Decomposition decomposition) {
        diagnoser.observe(result, decomposition);
    }

    @Override
    public void observe(HostLoad load) {
        diagnoser.observe(load);
    }

    @Override
    public void advance(long epochMicros) {
        diagnoser.advance(epochMicros);
    }
}
