package dev.insight.benchmarks.diagnosis;

import dev.insight.decomposition.Decomposition;
import dev.insight.diagnosis.HostLoad;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;

/** Measures how long a detector takes with what it is told. */
final class Timed implements Detector {
    private final Detector detector;
    private long nanos;
    private long records;

    Timed(Detector detector) {
        this.detector = detector;
    }

    long nanos() {
        return nanos;
    }

    long records() {
        return records;
    }

    @Override
    public void added(Probe probe) {
        detector.added(probe);
    }

    @Override
    public void observe(ProbeResult result, Decomposition decomposition) {
        long start = System.nanoTime();
        detector.observe(result, decomposition);
        ended(start);
        records++;
    }

    @Override
    public void observe(HostLoad load) {
        long start = System.nanoTime();
        detector.observe(load);
        ended(start);
        records++;
    }

    @Override
    public void advance(long epochMicros) {
        long start = System.nanoTime();
        detector.advance(epochMicros);
        ended(start);
    }

    private void ended(long start) {
        nanos += System.nanoTime() - start;
    }
}
