/** Long runs: what must not grow, and what an outage must not cost. */
@NullMarked
package dev.insight.examples.soak;

import org.jspecify.annotations.NullMarked;
