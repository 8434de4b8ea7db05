package dev.insight.benchmarks.diagnosis;

/**
 * How sure an incident was, and whether rightly. Immutable.
 *
 * @param confidence it was said with
 * @param right whether it names a fault that there was
 */
record Claim(double confidence, boolean right) {}
