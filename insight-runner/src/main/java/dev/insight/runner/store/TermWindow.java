package dev.insight.runner.store;

import dev.insight.decomposition.Term;
import dev.insight.diagnosis.PathBaseline;
import org.jspecify.annotations.Nullable;

/**
 * What one part of one path took in the path's recent probes, to be pooled with that of other paths.
 *
 * @param kind what sort of part
 * @param name {@code hop} or {@code a>b}
 * @param nanos its own time, the shortest first
 * @param queueNanos the part of it spent in a queue, the shortest first; empty where the hop does not say
 * @param usual what it usually takes, or null while that is not known
 */
record TermWindow(Term.Kind kind, String name, float[] nanos, float[] queueNanos, PathBaseline.@Nullable Level usual) {}
