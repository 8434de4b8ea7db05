package dev.insight.benchmarks.diagnosis;

import dev.insight.DiagnosisFeed;
import dev.insight.ProbeReport;
import dev.insight.decomposition.Decomposition;
import dev.insight.diagnosis.Diagnoser;
import dev.insight.diagnosis.HostLoad;
import dev.insight.diagnosis.Verdict;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import java.util.function.Consumer;

/** Insight's own diagnosis, told what happens as it is live and of a recording. */
final class DiagnoserDetector implements Detector {
    private final DiagnosisFeed feed;

    private DiagnoserDetector(Diagnoser diagnoser) {
        feed = DiagnosisFeed.to(diagnoser);
    }

    static Detector whole(Consumer<Verdict> verdicts) {
        return new DiagnoserDetector(Diagnoser.create(verdicts));
    }

    /** Without detection of tails and of stalls. */
    static Detector withoutTails(Consumer<Verdict> verdicts) {
        return new DiagnoserDetector(Diagnoser.withoutTails(verdicts));
    }

    @Override
    public void added(Probe probe) {
        feed.added(probe);
    }

    @Override
    public void observe(ProbeResult result, Decomposition decomposition) {
        feed.report(new ProbeReport(result, decomposition));
    }

    @Override
    public void observe(HostLoad load) {
        feed.load(load);
    }

    @Override
    public void advance(long epochMicros) {
        feed.passed(epochMicros);
    }
}
