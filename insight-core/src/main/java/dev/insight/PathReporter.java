package dev.insight;

import static dev.insight.hop.HopStamp.ABSENT;

import dev.insight.decomposition.Decomposer;
import dev.insight.decomposition.Decomposition;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.PhaseTime;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes one path's results into reports, live and from a recording alike. It remembers how far partial-path probes came
 * since the path last worked, so that a failure which brings no stamp home still names the last hop known good. Confined
 * to one thread.
 */
public final class PathReporter {
    private static final int NOWHERE = -1;

    private final Probe probe;
    private final String caller;
    private final List<String> hops;
    private final Consumer<? super RuntimeException> faults;
    private int reached = NOWHERE;

    private PathReporter(Probe probe, Consumer<? super RuntimeException> faults) {
        this.probe = probe;
        this.faults = faults;
        caller = "prober-" + probe.path().source();
        hops = probe.route().hops();
    }

    /** The reports of {@code probe}'s path; {@code faults} is told when a result could not be decomposed, which is a bug. */
    public static PathReporter create(Probe probe, Consumer<? super RuntimeException> faults) {
        return new PathReporter(probe, faults);
    }

    public Probe probe() {
        return probe;
    }

    /** The report of a result of this path; results come in the order in which they ended. */
    public ProbeReport report(ProbeResult result) {
        Decomposition decomposition = decompose(result);
        if (!result.tainted()) {
            remember(result);
        }
        Outcome outcome = result.outcome();
        if (outcome.isOk() || outcome.lastHop() != null) {
            return new ProbeReport(result, decomposition);
        }
        Outcome known = new Outcome(outcome.code(), outcome.phase(), lastHop(result, decomposition), outcome.message());
        return new ProbeReport(result.toBuilder().outcome(known).build(), decomposition);
    }

    /** A decomposition that fails must not hide that the probe ended. */
    private Decomposition decompose(ProbeResult result) {
        try {
            return Decomposer.decompose(caller, callNanos(result), result.path(), expected(result));
        } catch (RuntimeException e) {
            faults.accept(e);
            return new Decomposition(ABSENT, List.of(), List.of(), null, Map.of());
        }
    }

    /** The time that stamps explain: of a cold probe's, only the call's part. */
    private static long callNanos(ProbeResult result) {
        if (result.slot().kind() != ProbeKind.COLD) {
            return result.latencyNanos();
        }
        for (PhaseTime time : result.phases()) {
            if (time.phase() == Phase.RPC) {
                return time.nanos();
            }
        }
        return ABSENT;
    }

    /** The hops a call should pass: a partial-path probe turns back at its stop. */
    private List<String> expected(ProbeResult result) {
        int stop = stop(result);
        return stop == NOWHERE ? hops : hops.subList(0, stop + 1);
    }

    private int stop(ProbeResult result) {
        String stop = result.turnedBackAt();
        return stop == null ? NOWHERE : hops.indexOf(stop);
    }

    private void remember(ProbeResult result) {
        boolean ok = result.outcome().isOk();
        int stop = stop(result);
        if (result.slot().kind() == ProbeKind.WARM && ok) {
            reached = NOWHERE;
        } else if (stop != NOWHERE) {
            reached = ok ? Math.max(reached, stop) : Math.min(reached, stop - 1);
        }
    }

    private @Nullable String lastHop(ProbeResult result, Decomposition decomposition) {
        if (decomposition.lastHop() != null) {
            return decomposition.lastHop();
        }
        boolean isWhole = result.slot().stop() == null;
        return isWhole && reached != NOWHERE ? hops.get(reached) : null;
    }
}
