package dev.insight.benchmarks.diagnosis;

import dev.insight.decomposition.Term;
import dev.insight.diagnosis.Cause;
import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import java.util.List;

/**
 * What a simple detector accuses. Immutable.
 *
 * @param cause of the trouble
 * @param component where it is
 */
record Blame(Cause cause, String component) {
    /** For a part of a call that takes longer. */
    static Blame slow(Probe probe, Term term, boolean busy) {
        List<String> hops = probe.route().hops();
        if (term.kind() != Term.Kind.SELF) {
            return new Blame(Cause.LINK_DEGRADED, term.name());
        }
        boolean isService = term.name().equals(hops.get(hops.size() - 1));
        Cause ofHop = busy ? Cause.HOP_OVERLOADED : Cause.HOP_SLOW;
        return new Blame(isService ? Cause.SERVICE_SLOW : ofHop, term.name());
    }

    /** For a call that failed: by its phase and the last hop that stamped, as a person reads one. */
    static Blame failed(ProbeResult result) {
        Probe probe = result.slot().probe();
        List<String> hops = probe.route().hops();
        String prober = "prober-" + probe.path().source();
        String last = result.outcome().lastHop();
        if (result.outcome().phase() == Phase.DNS) {
            return new Blame(Cause.DNS_FAILING, prober);
        }
        if (result.outcome().phase() == Phase.TLS) {
            return new Blame(Cause.TLS_FAILING, hops.get(0));
        }
        if (last == null) {
            boolean vanished = result.outcome().code().equals("DEADLINE_EXCEEDED");
            return vanished
                    ? new Blame(Cause.LINK_DOWN, prober + ">" + hops.get(0))
                    : new Blame(Cause.HOP_DOWN, hops.get(0));
        }
        boolean isService = last.equals(hops.get(hops.size() - 1));
        return new Blame(isService ? Cause.SERVICE_FAILING : Cause.HOP_FAILING, last);
    }
}
