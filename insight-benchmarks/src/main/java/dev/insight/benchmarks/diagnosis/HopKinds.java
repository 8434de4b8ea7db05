package dev.insight.benchmarks.diagnosis;

import dev.insight.benchmarks.diagnosis.Draft.Need;
import dev.insight.benchmarks.diagnosis.Scenario.HostNames;
import dev.insight.diagnosis.Cause;
import java.util.List;

/** Scenarios in which a hop or a service takes longer. */
final class HopKinds {
    private HopKinds() {}

    static List<Kind> all() {
        return List.of(
                Kind.of("hop-slow", draft -> draft.add(Cause.HOP_SLOW, slowHop(draft, 8, 60))),
                Kind.of("one-slow-instance", HopKinds::oneSlowInstance, Need.INSTANCES),
                Kind.of("hop-overload", draft -> overload(draft, 0)),
                Kind.of("overload-crosstalk", draft -> overload(draft, draft.draw.between(0.15, 0.4))),
                Kind.of("overload-one-instance", HopKinds::overloadOneInstance, Need.INSTANCES),
                Kind.of("overload-no-hosts", draft -> {
                    draft.hostSeconds = 0;
                    overload(draft, 0);
                }),
                Kind.of("overload-slow-hosts", draft -> {
                    draft.hostSeconds = draft.draw.between(60, 180);
                    overload(draft, 0);
                }),
                Kind.of("overload-anonymous", draft -> overload(draft, HostNames.NONE)),
                Kind.of("overload-misnamed", draft -> overload(draft, HostNames.OTHER)),
                Kind.of("hidden-queue", HopKinds::hiddenQueue),
                Kind.of("retry-storm", HopKinds::retryStorm, Need.ALL_STAMPS),
                Kind.of("busy-crossed-hop", HopKinds::busyCrossedHop),
                Kind.of(
                        "service-slow",
                        draft -> draft.add(
                                Cause.SERVICE_SLOW,
                                draft.fault(Effect.HOP_DELAY, draft.service().name())
                                        .millis(draft.draw.betweenLog(10, 200))
                                        .share(draft.draw.chance(0.5) ? 1 : draft.draw.between(0.3, 0.8)))),
                Kind.of(
                        "one-of-two-services",
                        draft -> draft.add(
                                Cause.SERVICE_SLOW,
                                draft.fault(Effect.HOP_DELAY, draft.service().name())
                                        .millis(draft.draw.betweenLog(15, 150))),
                        Need.TWO_SERVICES));
    }

    private static Fault slowHop(Draft draft, double low, double high) {
        return draft.fault(Effect.HOP_DELAY, draft.hop().name()).millis(draft.draw.betweenLog(low, high));
    }

    private static void oneSlowInstance(Draft draft) {
        Site hop = draft.hop();
        draft.add(
                Cause.HOP_SLOW,
                draft.fault(Effect.HOP_DELAY, hop.name())
                        .node(draft.draw.pick(hop.nodes()))
                        .millis(draft.draw.betweenLog(30, 120)));
    }

    private static Fault overloaded(Draft draft, String hop, double crosstalk) {
        return draft.fault(Effect.OVERLOAD, hop)
                .share(draft.draw.between(0.955, 0.988))
                .flagged(crosstalk)
                .ramp(draft.draw.chance(0.5) ? 0 : draft.draw.between(20, 90));
    }

    private static void overload(Draft draft, double crosstalk) {
        draft.add(Cause.HOP_OVERLOADED, overloaded(draft, draft.hop().name(), crosstalk));
    }

    private static void overload(Draft draft, HostNames names) {
        draft.hostSeconds = 15;
        draft.hostNames = names;
        overload(draft, 0);
    }

    private static void overloadOneInstance(Draft draft) {
        Site hop = draft.hop();
        draft.add(Cause.HOP_OVERLOADED, overloaded(draft, hop.name(), 0).node(draft.draw.pick(hop.nodes())));
    }

    /** Calls wait before the hop's stamp begins: from outside it looks like the links that lead there. */
    private static void hiddenQueue(Draft draft) {
        Fault fault = draft.fault(Effect.HIDDEN_QUEUE, draft.hop().name()).millis(draft.draw.betweenLog(15, 60));
        Truth truth = Truth.of(Cause.HOP_SLOW, fault.where(), fault).orCause(Cause.LINK_DEGRADED, Cause.HOP_OVERLOADED);
        draft.add(orLinksInto(truth, draft, fault.where()), fault);
    }

    /** A hop fails a share of the attempts, and the one before tries again: it may be said of either, or of between. */
    private static void retryStorm(Draft draft) {
        int i = draft.draw.whole(1, draft.way.sites().size() - 2);
        String hop = draft.way.sites().get(i).name();
        Fault fault = draft.fault(Effect.RETRIED_ERRORS, hop).share(draft.draw.between(0.3, 0.6));
        Truth truth =
                Truth.of(Cause.HOP_FAILING, hop, fault).orCause(Cause.HOP_SLOW, Cause.LINK_DEGRADED, Cause.HOP_DOWN);
        draft.add(orCallersOf(orLinksInto(truth, draft, hop), draft, hop), fault);
    }

    private static Truth orLinksInto(Truth truth, Draft draft, String hop) {
        Truth more = truth;
        for (Way way : draft.ways) {
            for (int i = 0; i < way.sites().size(); i++) {
                if (way.sites().get(i).name().equals(hop)) {
                    more = more.orComponent(way.link(i), way.visible(way.link(i), draft.dark));
                }
            }
        }
        return more;
    }

    private static Truth orCallersOf(Truth truth, Draft draft, String hop) {
        Truth more = truth;
        for (Way way : draft.ways) {
            int i = way.names().indexOf(hop);
            if (i > 1) {
                more = more.orComponent(way.names().get(i - 1));
            }
        }
        return more;
    }

    /** A busy host on the way is not the fault. */
    private static void busyCrossedHop(Draft draft) {
        draft.quietly(Fault.of(Effect.BUSY_HOST, draft.hop().name(), draft.at - 200, draft.at + draft.span + 200)
                .share(0.96));
        draft.add(Cause.LINK_DEGRADED, draft.wanDelay(Math.max(6, draft.roundTrip() * draft.draw.between(0.15, 0.5))));
    }
}
