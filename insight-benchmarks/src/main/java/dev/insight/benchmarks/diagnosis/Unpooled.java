package dev.insight.benchmarks.diagnosis;

import dev.insight.decomposition.Decomposition;
import dev.insight.diagnosis.HostLoad;
import dev.insight.diagnosis.Verdict;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A detector for each path, none of which knows of the others. */
final class Unpooled implements Detector {
    private final Maker maker;
    private final Consumer<Verdict> verdicts;
    private final Map<PathId, Detector> detectors = new LinkedHashMap<>();

    private Unpooled(Maker maker, Consumer<Verdict> verdicts) {
        this.maker = maker;
        this.verdicts = verdicts;
    }

    static Maker of(Maker maker) {
        return verdicts -> new Unpooled(maker, verdicts);
    }

    @Override
    public void added(Probe probe) {
        detector(probe.path()).added(probe);
    }

    @Override
    public void observe(ProbeResult result, Decomposition decomposition) {
        detector(result.slot().probe().path()).observe(result, decomposition);
    }

    @Override
    public void observe(HostLoad load) {
        detectors.values().forEach(detector -> detector.observe(load));
    }

    @Override
    public void advance(long epochMicros) {
        detectors.values().forEach(detector -> detector.advance(epochMicros));
    }

    private Detector detector(PathId path) {
        return detectors.computeIfAbsent(path, key -> maker.tell(verdict -> verdicts.accept(of(key, verdict))));
    }

    private static Verdict of(PathId path, Verdict verdict) {
        return new Verdict(
                verdict.epochMicros(),
                path + " " + verdict.id(),
                verdict.state(),
                verdict.cause(),
                verdict.component(),
                verdict.confidence(),
                verdict.evidence(),
                verdict.sinceEpochMicros(),
                verdict.paths());
    }
}
