package dev.insight.benchmarks.diagnosis;

import dev.insight.benchmarks.diagnosis.Draft.Need;
import dev.insight.diagnosis.Cause;
import java.util.List;
import java.util.function.Consumer;

/** Scenarios in which a link is at fault. */
final class LinkKinds {
    private static final double HOUR = 3600;

    private LinkKinds() {}

    static List<Kind> all() {
        return List.of(
                Kind.of("wan-step", draft -> slow(draft, draft.wanDelay(large(draft)))),
                Kind.of("wan-forward", draft -> slow(draft, oneWay(draft))),
                Kind.of("wan-both-ways", draft -> slow(draft, oneWay(draft).bothWays(true))),
                Kind.of(
                        "wan-drift",
                        draft -> slow(
                                draft, draft.wanDelay(large(draft)).ramp(draft.span * draft.draw.between(0.3, 0.8)))),
                Kind.of(
                        "wan-flap",
                        draft -> slow(
                                draft,
                                draft.wanDelay(large(draft))
                                        .flap(draft.draw.between(Math.max(20, 4 * draft.interval), 70)))),
                Kind.of("wan-jitter", draft -> slow(draft, jitter(draft))),
                Kind.of("wan-loss", draft -> slow(draft, loss(draft, 0.06, 0.2))),
                Kind.of("sparse-loss", LinkKinds::sparseLoss),
                Kind.of(
                        "wan-blackhole",
                        draft -> draft.add(Cause.LINK_DOWN, draft.fault(Effect.LINK_CUT, draft.way.wanLink()))),
                Kind.of(
                        "lan-delay",
                        draft -> slow(
                                draft,
                                draft.fault(Effect.LINK_DELAY, draft.lanLink()).millis(draft.draw.betweenLog(8, 40)))),
                Kind.of("dark-mediary", LinkKinds::darkMediary, Need.ALL_STAMPS),
                Kind.of("all-dark", LinkKinds::allDark, Need.ALL_STAMPS),
                Kind.of("route-shift", draft -> lasting(draft, 2, 4)),
                Kind.of("route-shift-small", draft -> lasting(draft, 0.3, 0.6)),
                Kind.of("near-gate-0.7", nearGate(0.7)),
                Kind.of("near-gate-1.0", nearGate(1.0)),
                Kind.of("near-gate-1.3", nearGate(1.3)),
                Kind.of("transient", LinkKinds::transientBurst),
                Kind.of("drift-6h", LinkKinds::longDrift, Need.DAY));
    }

    private static void slow(Draft draft, Fault fault) {
        draft.add(Cause.LINK_DEGRADED, fault);
    }

    private static double large(Draft draft) {
        return Math.max(6, draft.roundTrip() * draft.draw.betweenLog(0.1, 0.7));
    }

    private static Fault oneWay(Draft draft) {
        return draft.fault(Effect.LINK_DELAY, draft.way.wanLink()).millis(large(draft));
    }

    private static Fault jitter(Draft draft) {
        return draft.fault(Effect.LINK_JITTER, draft.way.wanLink())
                .bothWays(draft.draw.chance(0.5))
                .millis(Math.max(6, draft.roundTrip() * draft.draw.between(0.12, 0.4)));
    }

    private static Fault loss(Draft draft, double low, double high) {
        return draft.fault(Effect.LINK_LOSS, draft.way.wanLink()).share(draft.draw.betweenLog(low, high));
    }

    /** One to three lost of a hundred: it may be found, late, and must not be called anything else. */
    private static void sparseLoss(Draft draft) {
        draft.span = 2400;
        draft.duration = draft.at + draft.span + 600;
        Fault fault = loss(draft, 0.01, 0.03);
        draft.add(Truth.of(Cause.LINK_DEGRADED, fault.where(), fault).optional(), fault);
    }

    private static void darkMediary(Draft draft) {
        draft.way.sites().stream()
                .filter(site -> site.role().equals("mediary"))
                .reduce((a, b) -> b)
                .ifPresent(site -> draft.dark.add(site.name()));
        slow(draft, draft.wanDelay(large(draft)));
    }

    private static void allDark(Draft draft) {
        draft.darkenAll("mediary");
        slow(draft, draft.wanDelay(large(draft)));
    }

    /** What a reader could see of a path: the effects below it need not be found. */
    private static double gate(Draft draft) {
        return Math.max(Damage.LEAST_MILLIS, Damage.leastShare(draft.noise, true) * draft.roundTrip());
    }

    private static Consumer<Draft> nearGate(double times) {
        return draft -> slow(draft, draft.wanDelay(times * gate(draft)));
    }

    /** A route that becomes longer and stays so. */
    private static void lasting(Draft draft, double low, double high) {
        draft.span = 2 * HOUR;
        draft.duration = draft.at + draft.span;
        slow(draft, draft.wanDelay(gate(draft) * draft.draw.between(low, high)));
    }

    private static void transientBurst(Draft draft) {
        draft.span = draft.draw.between(20, 40);
        Fault fault = draft.wanDelay(draft.roundTrip() * draft.draw.between(0.3, 0.8));
        draft.add(Truth.of(Cause.LINK_DEGRADED, fault.where(), fault).optional(), fault);
    }

    private static void longDrift(Draft draft) {
        draft.span = 6 * HOUR;
        draft.duration = draft.at + draft.span + HOUR;
        slow(draft, draft.wanDelay(large(draft)).ramp(draft.span));
    }
}
