package dev.insight.benchmarks.diagnosis;

import dev.insight.decomposition.Decomposition;
import dev.insight.diagnosis.HostLoad;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;

/** A detector that is not told all: what it then does worse is what the rest is worth. */
final class Withheld implements Detector {
    private final Detector detector;
    private final boolean partial;
    private final boolean hosts;

    private Withheld(Detector detector, boolean partial, boolean hosts) {
        this.detector = detector;
        this.partial = partial;
        this.hosts = hosts;
    }

    static Maker partialProbes(Maker maker) {
        return verdicts -> new Withheld(maker.tell(verdicts), true, false);
    }

    static Maker hostLoad(Maker maker) {
        return verdicts -> new Withheld(maker.tell(verdicts), false, true);
    }

    @Override
    public void added(Probe probe) {
        detector.added(probe);
    }

    @Override
    public void observe(ProbeResult result, Decomposition decomposition) {
        if (!partial || result.slot().kind() != ProbeKind.PARTIAL) {
            detector.observe(result, decomposition);
        }
    }

    @Override
    public void observe(HostLoad load) {
        if (!hosts) {
            detector.observe(load);
        }
    }

    @Override
    public void advance(long epochMicros) {
        detector.advance(epochMicros);
    }
}
