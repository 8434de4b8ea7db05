package dev.insight.benchmarks.diagnosis;

import dev.insight.hop.HopStamp.Origin;
import dev.insight.probe.Phase;

/** What faults do to one call, those aside that the call's own noise depends on: loss and overload. */
final class CallFaults {
    private static final int MOST_ATTEMPTS = 4;

    /** Lets {@code call} meet one fault, whose chances come from {@code draw}. */
    void meet(Fault fault, Call call, Draw draw) {
        double strength = fault.strength(call.t);
        if (strength == 0) {
            return;
        }
        switch (fault.effect()) {
            case LINK_DELAY -> delay(fault, call, fault.millis() * strength, fault.millis() * strength);
            case LINK_JITTER ->
                delay(
                        fault,
                        call,
                        draw.exponential(fault.millis() * strength),
                        draw.exponential(fault.millis() * strength));
            case LINK_CUT -> cut(fault, call);
            case NO_NAME -> endEarly(call, fault.where().equals(call.way.prober()), Phase.DNS);
            case NO_HANDSHAKE ->
                endEarly(call, fault.where().equals(call.way.sites().get(0).name()), Phase.TLS);
            case PROBER_PAUSE -> pause(fault, call, draw, strength);
            case LINK_LOSS, OVERLOAD, BUSY_HOST, CLOCK_STEP -> {}
            case HOP_DELAY, HIDDEN_QUEUE, ERRORS, CRASH, RETRIED_ERRORS, NO_STAMPS ->
                atHop(fault, call, draw, strength);
        }
    }

    private static void delay(Fault fault, Call call, double forward, double back) {
        for (int i = 0; i <= call.last; i++) {
            if (fault.where().equals(call.way.link(i))) {
                call.forward[i] += forward;
                call.back[i] += fault.bothWays() ? back : 0;
            } else if (isBackward(fault, call, i)) {
                call.back[i] += forward;
                call.forward[i] += fault.bothWays() ? back : 0;
            }
        }
    }

    private static void cut(Fault fault, Call call) {
        for (int i = 0; i <= call.last; i++) {
            call.vanished |= fault.where().equals(call.way.link(i)) || isBackward(fault, call, i);
        }
    }

    private static boolean isBackward(Fault fault, Call call, int i) {
        return fault.where().equals(call.way.sites().get(i).name() + ">" + call.way.before(i));
    }

    private static void endEarly(Call call, boolean suffers, Phase phase) {
        if (suffers) {
            call.fail("UNAVAILABLE", phase, -1, null);
        }
    }

    private static void pause(Fault fault, Call call, Draw draw, double strength) {
        boolean pauses = draw.chance(fault.share());
        double pause = fault.millis() * strength * draw.unit();
        boolean flagged = draw.chance(fault.flagged());
        if (pauses && fault.where().equals(call.way.prober())) {
            call.overhead += pause;
            call.lag += pause / 2;
            call.tainted |= flagged;
        }
    }

    private static void atHop(Fault fault, Call call, Draw draw, double strength) {
        for (int i = 0; i < call.node.length; i++) {
            if (fault.hits(fault.effect(), call.way.sites().get(i).name(), call.node[i]) && i <= call.last) {
                atHop(fault, call, draw, strength, i);
                return;
            }
        }
    }

    private static void atHop(Fault fault, Call call, Draw draw, double strength, int i) {
        switch (fault.effect()) {
            case HOP_DELAY -> {
                boolean slow = draw.chance(fault.share());
                call.stay[i] += slow ? fault.millis() * strength * Math.exp(0.2 * draw.gauss()) : 0;
            }
            case HIDDEN_QUEUE -> call.forward[i] += draw.exponential(fault.millis() * strength);
            case ERRORS -> {
                if (draw.chance(fault.share() * strength)) {
                    call.fail(fault.code(), Phase.RPC, i, Origin.OWN);
                }
            }
            case CRASH -> call.fail("UNAVAILABLE", i == 0 ? Phase.CONNECT : Phase.RPC, i - 1, Origin.UP);
            case NO_STAMPS -> call.stampless[i] = true;
            default -> retry(fault, call, draw, i);
        }
    }

    /** The hop before tries again until it is answered; the prober itself does not. */
    private static void retry(Fault fault, Call call, Draw draw, int i) {
        int attempts = 1;
        while (attempts <= MOST_ATTEMPTS && draw.chance(fault.share())) {
            attempts++;
            if (i > 0) {
                call.lost[i - 1] += call.forward[i] + call.back[i] + 1 + draw.exponential(10);
            }
        }
        if (attempts > (i > 0 ? MOST_ATTEMPTS : 1)) {
            call.fail(fault.code(), Phase.RPC, i, Origin.OWN);
        }
        if (i > 0) {
            call.attempts[i - 1] = Math.min(attempts, MOST_ATTEMPTS);
            call.stay[i - 1] += call.lost[i - 1];
        }
    }
}
