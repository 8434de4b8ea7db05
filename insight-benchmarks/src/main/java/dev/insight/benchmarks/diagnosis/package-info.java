/**
 * How good the diagnosis is: scenarios drawn from a seed, a simulated forwarding layer that measures them, rules that
 * score what a detector said, and simpler detectors to compare with.
 */
@NullMarked
package dev.insight.benchmarks.diagnosis;

import org.jspecify.annotations.NullMarked;
