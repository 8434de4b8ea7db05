package dev.insight.diagnosis;

import dev.insight.decomposition.Decomposition;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds who is at fault. It is told, in the order of their times, of the paths, of every probe's result and of the hosts'
 * load, and tells verdicts and, if asked, what is known of paths. All times are those of what it is told, so that a
 * recording yields the verdicts that were said live. Confined to one thread.
 */
public final class Diagnoser {
    /** Without a result for so long, the prober was not there. */
    private static final int MOST_GAP_INTERVALS = 5;

    private static final long SECOND_MICROS = 1_000_000;

    private final Map<PathId, PathState> paths = new LinkedHashMap<>();
    private final Probers probers = new Probers();
    private final Components components;
    private final HostLoads loads = new HostLoads();
    private final FailureRule failures;
    private final Incidents incidents;
    private final @Nullable PathStatuses statuses;
    private final @Nullable PathBaselines baselines;
    private Memory memory = new Memory();
    private long now = Long.MIN_VALUE;
    private int open;
    private long seenMicros = Long.MIN_VALUE;

    private Diagnoser(
            Consumer<Verdict> verdicts,
            @Nullable Consumer<PathStatus> told,
            @Nullable Consumer<PathBaseline> usual,
            boolean seesTails) {
        components = new Components(seesTails);
        failures = new FailureRule(components);
        incidents = new Incidents(components, failures, new Attribution(components, loads), probers, verdict -> {
            count(verdict);
            verdicts.accept(verdict);
        });
        statuses = told == null ? null : new PathStatuses(incidents, probers, told);
        baselines = usual == null ? null : new PathBaselines(usual);
    }

    /** A diagnoser that knows nothing yet, and tells {@code verdicts}. */
    public static Diagnoser create(Consumer<Verdict> verdicts) {
        return new Diagnoser(verdicts, null, null, true);
    }

    /** The same, which also tells {@code statuses} what is known of a path whenever that changes. */
    public static Diagnoser create(Consumer<Verdict> verdicts, Consumer<PathStatus> statuses) {
        return new Diagnoser(verdicts, statuses, null, true);
    }

    /** The same, which also tells {@code baselines} what a path usually takes, every ten seconds and when more becomes known. */
    public static Diagnoser create(
            Consumer<Verdict> verdicts, Consumer<PathStatus> statuses, Consumer<PathBaseline> baselines) {
        return new Diagnoser(verdicts, statuses, baselines, true);
    }

    /** The same without an eye for tails and lost packets, to measure what looking for them is worth; of no other use. */
    public static Diagnoser withoutTails(Consumer<Verdict> verdicts) {
        return new Diagnoser(verdicts, null, null, false);
    }

    /** Whether anything was seen, so that there may be something to save. */
    public boolean hasSeen() {
        return seenMicros != Long.MIN_VALUE;
    }

    /**
     * Writes what paths usually take, so that a later process knows it: a few kilobytes for a path.
     *
     * @throws IOException if {@code out} fails
     */
    public void save(OutputStream out) throws IOException {
        Memory.write(out, paths.values(), now);
    }

    /**
     * Takes up what {@link #save} wrote, for paths that are added later and have the same hops. When this throws, nothing
     * has changed.
     *
     * @param epochMicros the time now
     * @throws ForeignBaselinesException if {@code in} holds something else, or what a later version saved
     * @throws IOException if {@code in} fails, or what it holds is damaged, older than a day, or from the future
     */
    public void restore(InputStream in, long epochMicros) throws IOException {
        memory = Memory.read(in, epochMicros);
    }

    /**
     * A path is measured from now on. One that was measured until now, at another interval say, begins anew, but for what
     * it usually takes.
     */
    public void added(Probe probe) {
        removed(probe); // what it usually takes is remembered for a while
        PathState path = new PathState(probe, components);
        paths.put(probe.path(), path);
        Memory.RememberedPath known = memory.take(path.id(), path.hops());
        if (known != null) {
            path.recall(known);
        }
        probers.add(probe.path().source());
    }

    /** A path is measured no more. */
    public void removed(Probe probe) {
        PathState path = paths.remove(probe.path());
        if (path != null) {
            memory.remember(path, now);
            incidents.forget(path, Math.max(now, 0));
            failures.forget(path);
            path.forget();
            if (statuses != null) {
                statuses.forget(path);
            }
            if (baselines != null) {
                baselines.forget(path);
            }
            if (paths.keySet().stream()
                    .noneMatch(id -> id.source().equals(probe.path().source()))) {
                probers.remove(probe.path().source());
            }
        }
    }

    /** A probe has ended; of cold ones only whether they got as far as a call; of paths that were not added, nothing. */
    public void observe(ProbeResult result, Decomposition decomposition) {
        PathState path = paths.get(result.slot().probe().path());
        if (path == null) {
            return;
        }
        long at = result.slot().intendedEpochMicros();
        if (at - seenMicros > MOST_GAP_INTERVALS * path.intervalMicros() && seenMicros != Long.MIN_VALUE) {
            incidents.onGap(seenMicros, at);
            now = Math.max(now, at - 1); // nobody told of the seconds between, and there may be any number of them
        }
        seenMicros = Math.max(seenMicros, at);
        advance(at);
        if (result.slot().kind() == ProbeKind.COLD) {
            if (!result.tainted()) {
                incidents.onCold(path, result.outcome(), now);
            }
            return;
        }
        take(path, result, decomposition);
        if (statuses != null) {
            statuses.take(path, result, now);
        }
    }

    private void take(PathState path, ProbeResult result, Decomposition decomposition) {
        ProberState prober = probers.in(path.id().source());
        if (prober == null || !prober.take(now, result.tainted(), result.startLagNanos())) {
            if (prober != null) {
                incidents.onPause(prober, path, now);
            }
            return;
        }
        Call call = Call.of(result, path, now);
        failures.take(call);
        if (!call.isOk()) {
            incidents.onFailure(call, now);
        } else {
            incidents.onSuccess(call, now);
            if (result.slot().kind() == ProbeKind.WARM && result.latencyNanos() >= 0) {
                path.take(now, result, decomposition);
                incidents.onLatency(path, prober, now);
            }
        }
    }

    /** A host's load was read. */
    public void observe(HostLoad load) {
        if (!isInGap(load.epochMicros())) {
            advance(load.epochMicros()); // else the next probe's result tells of the gap, which is no quiet
        }
        loads.take(load);
    }

    /** Time has come to {@code epochMicros}, though nothing happened. */
    public void advance(long epochMicros) {
        // Every whole second counts while there are incidents, told of or not: what changes with time alone changes
        // then, live, where each second is told, and replayed, where only records are.
        while (open > 0 && secondAfter(now) < epochMicros) {
            now = secondAfter(now);
            incidents.advance(now);
        }
        if (epochMicros > now) {
            now = epochMicros;
            incidents.advance(now);
            memory.advance(now);
            if (statuses != null) {
                statuses.advance(paths.values(), now);
            }
            if (baselines != null) {
                baselines.advance(paths.values(), now);
            }
        }
    }

    /** Whether nothing was seen for so long before {@code micros} that nobody knows what happened. */
    private boolean isInGap(long micros) {
        long shortest = Long.MAX_VALUE;
        for (PathState path : paths.values()) {
            shortest = Math.min(shortest, path.intervalMicros());
        }
        return seenMicros != Long.MIN_VALUE && (micros - seenMicros) / MOST_GAP_INTERVALS > shortest;
    }

    private void count(Verdict verdict) {
        switch (verdict.state()) {
            case OPEN -> open++;
            case CLOSE -> open--;
            case UPDATE -> {}
        }
    }

    private static long secondAfter(long micros) {
        return Math.addExact(micros - Math.floorMod(micros, SECOND_MICROS), SECOND_MICROS);
    }
}
