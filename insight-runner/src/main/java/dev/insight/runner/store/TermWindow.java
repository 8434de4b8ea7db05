package dev.insight.runner.store;

import dev.insight.decomposition.Term;

/**
 * The latest values of one part of one path, to be pooled with those of other paths.
 *
 * @param kind what sort of part
 * @param name {@code hop} or {@code a>b}
 * @param nanos its own time, in no order
 * @param queueNanos the part of it spent in a queue, in no order; empty where the hop does not say
 */
record TermWindow(Term.Kind kind, String name, float[] nanos, float[] queueNanos) {}
