package dev.insight.runner.store;

import dev.insight.decomposition.Term;
import dev.insight.diagnosis.PathBaseline;
import org.jspecify.annotations.Nullable;

/** What one part of one path took in the path's recent probes, to be pooled with that of other paths. */
final class TermWindow {
    private final Term.Kind kind;
    private final String name;
    private final float[] nanos;
    private final float[] queueNanos;
    private final PathBaseline.@Nullable Level usual;

    TermWindow(Term.Kind kind, String name, float[] nanos, float[] queueNanos, PathBaseline.@Nullable Level usual) {
        this.kind = kind;
        this.name = name;
        this.nanos = nanos;
        this.queueNanos = queueNanos;
        this.usual = usual;
    }

    Term.Kind kind() {
        return kind;
    }

    /** {@code hop} or {@code a>b}. */
    String name() {
        return name;
    }

    /** The part's own time, the shortest first. */
    float[] nanos() {
        return nanos;
    }

    /** The part of it spent in a queue, the shortest first; empty where the hop does not say. */
    float[] queueNanos() {
        return queueNanos;
    }

    /** What it usually takes, or null while that is not known. */
    PathBaseline.@Nullable Level usual() {
        return usual;
    }
}
