/** Recordings: what was probed and what came of it, one JSON object a line. */
@NullMarked
package dev.insight.runner.record;

import org.jspecify.annotations.NullMarked;
