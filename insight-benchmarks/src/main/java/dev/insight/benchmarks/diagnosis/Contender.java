package dev.insight.benchmarks.diagnosis;

import java.util.List;

/**
 * A detector that takes part. Immutable.
 *
 * @param name as tables have it
 * @param maker makes one for each scenario
 * @param ablation whether it is Insight without something
 */
record Contender(String name, Detector.Maker maker, boolean ablation) {
    static final String INSIGHT = "Insight";

    static List<Contender> all() {
        Detector.Maker insight = DiagnoserDetector::whole;
        return List.of(
                new Contender(INSIGHT, insight, false),
                new Contender("thresholds", Thresholds::new, false),
                new Contender("z-scores", ZScores::new, false),
                new Contender("end-to-end CUSUM", EndToEndCusum::new, false),
                new Contender("without pooling", Unpooled.of(insight), true),
                new Contender("without tails", DiagnoserDetector::withoutTails, true),
                new Contender("without partial-path probes", Withheld.partialProbes(insight), true),
                new Contender("without host load", Withheld.hostLoad(insight), true));
    }
}
