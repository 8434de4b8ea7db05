package dev.insight.benchmarks.diagnosis;

import dev.insight.decomposition.Decomposition;
import dev.insight.diagnosis.HostLoad;
import dev.insight.diagnosis.Verdict;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import java.util.function.Consumer;

/** What is judged: told what a prober learns in order of time, it tells verdicts. */
interface Detector {
    void added(Probe probe);

    void observe(ProbeResult result, Decomposition decomposition);

    default void observe(HostLoad load) {}

    default void advance(long epochMicros) {}

    /** Makes a detector that knows nothing yet. */
    @FunctionalInterface
    interface Maker {
        Detector tell(Consumer<Verdict> verdicts);
    }
}
