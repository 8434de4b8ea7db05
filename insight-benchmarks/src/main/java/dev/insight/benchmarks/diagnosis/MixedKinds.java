package dev.insight.benchmarks.diagnosis;

import dev.insight.benchmarks.diagnosis.Draft.Need;
import dev.insight.diagnosis.Cause;
import java.util.List;

/** Scenarios with several faults, and those whose fault comes at an awkward time or place. */
final class MixedKinds {
    private static final int LEARNT = 60;

    private MixedKinds() {}

    static List<Kind> all() {
        return List.of(
                Kind.of("two-at-once", MixedKinds::twoAtOnce, Need.ALL_STAMPS),
                Kind.of("adjacent-double", MixedKinds::adjacentDouble, Need.ALL_STAMPS),
                Kind.of("slow-and-failing", MixedKinds::slowAndFailing),
                Kind.of("warm-up", MixedKinds::warmUp),
                Kind.of("slow-from-start", MixedKinds::slowFromStart),
                Kind.of("failing-from-start", MixedKinds::failingFromStart),
                Kind.of("stays-slow", draft -> {
                    stay(draft);
                    draft.add(Cause.LINK_DEGRADED, draft.wanDelay(large(draft)));
                }),
                Kind.of("stays-down", draft -> {
                    stay(draft);
                    draft.add(Cause.LINK_DOWN, draft.fault(Effect.LINK_CUT, draft.way.wanLink()));
                }),
                Kind.of(
                        "one-path-link",
                        draft -> draft.add(Cause.LINK_DEGRADED, draft.wanDelay(large(draft))),
                        Need.ONE_PATH),
                Kind.of("one-path-hop", draft -> draft.add(Cause.HOP_SLOW, slow(draft, draft.hop())), Need.ONE_PATH),
                Kind.of("gap-in-fault", draft -> {
                    draft.gap(draft.at + draft.span * 0.3, draft.at + draft.span * 0.6);
                    draft.add(Cause.LINK_DEGRADED, draft.wanDelay(large(draft)));
                }));
    }

    private static double large(Draft draft) {
        return Math.max(8, draft.roundTrip() * draft.draw.between(0.15, 0.6));
    }

    private static Fault slow(Draft draft, Site site) {
        return draft.fault(Effect.HOP_DELAY, site.name()).millis(draft.draw.between(15, 60));
    }

    private static Site far(Draft draft) {
        return draft.way.sites().get(draft.way.wan().indexOf(true));
    }

    private static void twoAtOnce(Draft draft) {
        draft.add(Cause.LINK_DEGRADED, draft.wanDelay(large(draft)));
        draft.at += draft.draw.between(0, 120);
        Site last = draft.way.sites().get(draft.way.sites().size() - 2);
        draft.add(Cause.HOP_SLOW, slow(draft, last));
    }

    /** A link and the hop that it leads to. */
    private static void adjacentDouble(Draft draft) {
        draft.add(Cause.LINK_DEGRADED, draft.wanDelay(large(draft)));
        draft.at += draft.draw.between(0, 120);
        draft.add(Cause.HOP_SLOW, slow(draft, far(draft)));
    }

    private static void slowAndFailing(Draft draft) {
        draft.add(Cause.LINK_DEGRADED, draft.wanDelay(large(draft)));
        draft.add(
                Cause.SERVICE_FAILING,
                draft.fault(Effect.ERRORS, draft.service().name()).share(draft.draw.between(0.3, 0.6)));
    }

    /** It must be found once there were as many probes of each path as make a baseline. */
    private static void warmUp(Draft draft) {
        double probes = draft.draw.between(20, 120);
        draft.at = Math.max(60, probes * draft.interval);
        Fault fault = draft.wanDelay(large(draft));
        Truth truth = Truth.of(Cause.LINK_DEGRADED, fault.where(), fault);
        draft.add(probes < LEARNT ? truth.optional() : truth, fault);
    }

    /** No baseline can show it. */
    private static void slowFromStart(Draft draft) {
        draft.at = 0;
        Fault fault = draft.wanDelay(large(draft));
        draft.add(Truth.of(Cause.LINK_DEGRADED, fault.where(), fault).optional(), fault);
    }

    private static void failingFromStart(Draft draft) {
        draft.at = 0;
        Fault fault = draft.fault(Effect.ERRORS, draft.service().name());
        draft.add(Cause.SERVICE_FAILING, fault);
    }

    private static void stay(Draft draft) {
        draft.span = draft.duration - draft.at;
    }
}
