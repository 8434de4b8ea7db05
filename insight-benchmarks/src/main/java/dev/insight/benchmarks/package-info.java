/** Benchmarks, run by hand. */
@NullMarked
package dev.insight.benchmarks;

import org.jspecify.annotations.NullMarked;
