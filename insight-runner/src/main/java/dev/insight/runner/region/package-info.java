/** Where regions are, for a map. */
@NullMarked
package dev.insight.runner.region;

import org.jspecify.annotations.NullMarked;
