/** The front door: {@link dev.insight.Insight} wires probing, decomposition and listeners together. */
@NullMarked
package dev.insight;

import org.jspecify.annotations.NullMarked;
