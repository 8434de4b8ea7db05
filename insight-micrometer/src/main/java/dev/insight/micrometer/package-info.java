/** Binds what Insight observes to Micrometer meters. */
@NullMarked
package dev.insight.micrometer;

import org.jspecify.annotations.NullMarked;
