package dev.insight.diagnosis;

import dev.insight.decomposition.Decomposition;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeResult;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Finds who is at fault. It is told, in the order of their times, of the paths, of every warm and partial-path probe's
 * result and of the hosts' load, and tells verdicts. All times are those of what it is told, so that a recording yields
 * the verdicts that were said live. Confined to one thread.
 */
public final class Diagnoser {
    private final Consumer<Verdict> verdicts;

    private Diagnoser(Consumer<Verdict> verdicts) {
        this.verdicts = Objects.requireNonNull(verdicts, "verdicts == null");
    }

    /** A diagnoser that knows nothing yet, and tells {@code verdicts}. */
    public static Diagnoser create(Consumer<Verdict> verdicts) {
        return new Diagnoser(verdicts);
    }

    /** A path is measured from now on. */
    public void added(Probe probe) {}

    /** A path is measured no more. */
    public void removed(Probe probe) {}

    /** A probe has ended; of cold ones nothing is taken. */
    public void observe(ProbeResult result, Decomposition decomposition) {}

    /** A host's load was read. */
    public void observe(HostLoad load) {}

    /** Time has come to {@code epochMicros}, though nothing happened. */
    public void advance(long epochMicros) {}
}
