package dev.insight.benchmarks.diagnosis;

import dev.insight.benchmarks.diagnosis.Draft.Need;
import dev.insight.diagnosis.Cause;
import java.util.List;

/** Scenarios in which calls fail, and those of a prober that pauses. */
final class FailureKinds {
    private FailureKinds() {}

    static List<Kind> all() {
        return List.of(
                Kind.of("service-errors", draft -> draft.add(Cause.SERVICE_FAILING, errors(draft, draft.service()))),
                Kind.of("gateway-errors", draft -> draft.add(Cause.HOP_FAILING, errors(draft, draft.hop()))),
                Kind.of("mediary-down", FailureKinds::innerHopDown),
                Kind.of(
                        "gateway-down",
                        draft -> draft.add(
                                Cause.HOP_DOWN, crash(draft, draft.way.sites().get(0)))),
                Kind.of("one-instance-down", FailureKinds::oneInstanceDown, Need.INSTANCES),
                Kind.of("dns", draft -> {
                    Fault fault = draft.fault(Effect.NO_NAME, draft.way.prober());
                    draft.add(Truth.of(Cause.DNS_FAILING, fault.where(), fault).orComponent(draft.way.link(0)), fault);
                }),
                Kind.of("tls", draft -> {
                    Fault fault = draft.fault(
                            Effect.NO_HANDSHAKE, draft.way.sites().get(0).name());
                    draft.add(Truth.of(Cause.TLS_FAILING, fault.where(), fault).orComponent(draft.way.link(0)), fault);
                }),
                Kind.of("prober-pause", draft -> pause(draft, draft.draw.between(0.6, 1))),
                Kind.of("prober-pause-unseen", draft -> pause(draft, draft.draw.between(0.1, 0.4))));
    }

    private static Fault errors(Draft draft, Site site) {
        return draft.fault(Effect.ERRORS, site.name())
                .share(draft.draw.chance(0.5) ? 1 : draft.draw.between(0.3, 0.9))
                .code(draft.draw.pick("UNAVAILABLE", "RESOURCE_EXHAUSTED", "INTERNAL", "PERMISSION_DENIED"));
    }

    private static Fault crash(Draft draft, Site site) {
        return draft.fault(Effect.CRASH, site.name());
    }

    private static Site inner(Draft draft) {
        return draft.way.sites().get(draft.draw.whole(1, draft.way.sites().size() - 2));
    }

    private static void innerHopDown(Draft draft) {
        draft.add(Cause.HOP_DOWN, crash(draft, inner(draft)));
    }

    private static void oneInstanceDown(Draft draft) {
        Site site = inner(draft);
        draft.add(Cause.HOP_DOWN, crash(draft, site).node(draft.draw.pick(site.nodes())));
    }

    private static void pause(Draft draft, double flagged) {
        draft.add(
                Cause.PROBER_IMPAIRED,
                draft.fault(Effect.PROBER_PAUSE, draft.way.prober())
                        .millis(draft.draw.betweenLog(80, 400))
                        .share(draft.draw.between(0.3, 0.8))
                        .flagged(flagged));
    }
}
