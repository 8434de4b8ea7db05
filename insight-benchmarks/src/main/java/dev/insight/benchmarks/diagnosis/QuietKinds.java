package dev.insight.benchmarks.diagnosis;

import dev.insight.benchmarks.diagnosis.Draft.Need;
import java.util.List;

/** Scenarios in which there is nothing to be said. */
final class QuietKinds {
    private static final double HOUR = 3600;

    private QuietKinds() {}

    static List<Kind> all() {
        return List.of(
                Kind.of("clean", draft -> draft.duration = 6 * HOUR),
                Kind.of(
                        "diurnal-day",
                        draft -> {
                            draft.duration = 24 * HOUR;
                            draft.noise = draft.noise.withDiurnal(draft.draw.between(0.3, 0.6));
                        },
                        Need.DAY),
                Kind.of("correlated-weather", draft -> {
                    draft.duration = 3 * HOUR;
                    draft.noise = draft.noise.withCommonWander(
                            draft.draw.between(0.01, 0.025), draft.draw.between(0.6, 0.95));
                }),
                Kind.of(
                        "harmless-cpu",
                        draft -> draft.quietly(
                                draft.fault(Effect.BUSY_HOST, draft.hop().name())
                                        .share(draft.draw.between(0.9, 1)))),
                Kind.of(
                        "stops-stamping",
                        draft -> draft.quietly(
                                draft.fault(Effect.NO_STAMPS, draft.hop().name()))),
                Kind.of("clock-step", draft -> {
                    draft.clocks = true;
                    draft.quietly(
                            draft.fault(Effect.CLOCK_STEP, draft.hop().name()).millis(draft.draw.betweenLog(3, 300)));
                }),
                Kind.of("recording-gap", draft -> draft.gap(draft.at, draft.at + draft.draw.betweenLog(60, 1200))));
    }
}
