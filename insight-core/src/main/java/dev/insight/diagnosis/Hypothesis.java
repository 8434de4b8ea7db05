package dev.insight.diagnosis;

import dev.insight.hop.HopStamp.Origin;
import dev.insight.probe.Phase;
import java.util.List;
import java.util.Set;

/**
 * One thing that may be wrong, and how calls would fail if it were. Immutable.
 *
 * @param component a hop's name, a link's as {@link Components#link} has it, or the prober's
 */
record Hypothesis(Cause cause, String component) {
    /** A failure that this would not cause happens all the same now and then. */
    private static final double MISMATCH = 0.005;

    /** A hop that has waited for another which does not stamp, and says not that the outcome is its own, seldom made it up. */
    private static final double RELAYED = 0.1;

    /** Hops that shake no hands with the next are fewer than hops behind one that is down. */
    private static final double UNTOLD = 0.6;

    /** How likely calls between regions are lost between them, and not within one: links between regions break more often. */
    private static final double LONG_LINK_PRIOR = 0.7;

    /** Adds what {@code call}, which failed, suggests. */
    static void suggest(Call call, Components components, Set<Hypothesis> into) {
        PathState path = call.path();
        List<String> hops = path.hops();
        if (hops.isEmpty()) {
            into.add(new Hypothesis(Cause.UNKNOWN, path.id().service()));
            return;
        }
        if (call.phase() == Phase.DNS) {
            into.add(new Hypothesis(Cause.DNS_FAILING, path.prober()));
            return;
        }
        if (call.phase() == Phase.TLS) {
            into.add(new Hypothesis(Cause.TLS_FAILING, hops.get(0)));
            return;
        }
        int from = call.vanished() ? -1 : call.lastStamp();
        for (int i = Math.max(0, from); i < call.hops(); i++) {
            boolean isService = i == hops.size() - 1;
            if (i > from || from < 0) {
                into.add(new Hypothesis(isService ? Cause.SERVICE_FAILING : Cause.HOP_DOWN, hops.get(i)));
                into.add(new Hypothesis(Cause.LINK_DOWN, path.segmentTo(i, components)));
            }
            if (i >= from && call.phase() != Phase.CONNECT && !call.vanished()) {
                into.add(new Hypothesis(isService ? Cause.SERVICE_FAILING : Cause.HOP_FAILING, hops.get(i)));
            }
            boolean answers = path.stamps(hops.get(i)) && i > from;
            if (!call.vanished() && answers) {
                break; // had the call come past this hop, it would have stamped
            }
        }
    }

    /** Whether {@code call} came this way, or would have. */
    boolean isCrossedBy(Call call, Components components) {
        PathState path = call.path();
        return switch (cause) {
            case DNS_FAILING -> path.prober().equals(component);
            case LINK_DOWN -> {
                int at = path.segmentEnd(component, components);
                yield at >= 0 && at < call.hops();
            }
            default -> {
                int at = path.hops().indexOf(component);
                yield at >= 0 && at < call.hops();
            }
        };
    }

    /** How well the way {@code call} failed fits, from 0 to 1. */
    double fit(Call call, Components components) {
        PathState path = call.path();
        double fit = switch (cause) {
            case DNS_FAILING -> call.phase() == Phase.DNS ? 0.95 : 0;
            case TLS_FAILING -> tlsFit(call, path.hops().indexOf(component));
            case HOP_DOWN ->
                call.phase() == Phase.DNS || call.phase() == Phase.TLS
                        ? 0
                        : downFit(call, path.hops().indexOf(component));
            case HOP_FAILING, SERVICE_FAILING ->
                call.phase() == Phase.RPC ? failingFit(call, path.hops().indexOf(component)) : 0;
            case LINK_DOWN -> linkFit(call, path.segmentEnd(component, components));
            default -> 0.02;
        };
        return Math.max(MISMATCH, fit);
    }

    private static double downFit(Call call, int at) {
        if (at == 0) {
            return call.phase() == Phase.CONNECT ? 0.9 : call.vanished() ? 0.1 : 0;
        }
        if (call.phase() != Phase.RPC) {
            return 0;
        }
        if (call.vanished()) {
            return 0.12;
        }
        boolean isBefore = call.lastStamp() == call.path().stampingBefore(at);
        if (!isBefore || call.origin() == Origin.OWN) {
            return 0;
        }
        boolean isUp = call.origin() == Origin.UP && call.lastStamp() == at - 1;
        return isUp ? 0.95 : call.code().equals("UNAVAILABLE") ? 0.7 : 0.1;
    }

    /** Who cannot shake hands with a hop, a prober or the hop before it, gets no connection, and says so as of one that is down. */
    private static double tlsFit(Call call, int at) {
        if (at == 0) {
            return call.phase() == Phase.TLS ? 0.95 : 0;
        }
        return call.vanished() ? 0 : UNTOLD * downFit(call, at);
    }

    private double failingFit(Call call, int at) {
        if (call.vanished()) {
            return 0.05;
        }
        boolean isUnavailable = call.code().equals("UNAVAILABLE");
        if (call.lastStamp() != at) {
            boolean isHidden = !call.path().stamps(component)
                    && call.lastStamp() == call.path().stampingBefore(at);
            return !isHidden || call.origin() != null ? 0 : call.relayed() && !isUnavailable ? 0.9 : 0.5;
        }
        if (call.origin() != null) {
            return call.origin() == Origin.OWN ? 0.95 : 0;
        }
        boolean isLast = at == call.path().hops().size() - 1;
        if (isLast) {
            return 0.95;
        }
        boolean hidesNext = !call.path().stamps(call.path().hops().get(at + 1));
        return call.relayed() && hidesNext ? RELAYED : isUnavailable ? 0.3 : 0.9;
    }

    private static double linkFit(Call call, int at) {
        if (at == 0 && call.phase() == Phase.CONNECT) {
            return call.code().equals("DEADLINE_EXCEEDED") ? 0.9 : 0.2;
        }
        if (call.phase() != Phase.RPC) {
            return 0;
        }
        if (call.vanished()) {
            return 0.9;
        }
        return call.origin() == Origin.UP && call.lastStamp() == call.path().stampingBefore(at) ? 0.3 : 0;
    }

    /** How likely this is before anything is seen, as a logarithm, beside the others. */
    double prior(boolean isLongLink) {
        if (cause == Cause.LINK_DOWN) {
            return isLongLink ? LONG_LINK_PRIOR : -LONG_LINK_PRIOR;
        }
        return 0;
    }
}
