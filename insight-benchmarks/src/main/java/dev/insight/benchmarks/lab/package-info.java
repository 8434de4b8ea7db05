/**
 * The live proof: faults are injected into real calls of a lab, a runner in a process of its own measures and diagnoses them,
 * and what it says is held against what was measured where the faults are.
 */
@NullMarked
package dev.insight.benchmarks.lab;

import org.jspecify.annotations.NullMarked;
