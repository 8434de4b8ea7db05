/** Decomposition: one call's end-to-end time split into each hop's own time and each link's. */
@NullMarked
package dev.insight.decomposition;

import org.jspecify.annotations.NullMarked;
