/** Reads what other systems serve over HTTP, within bounds of time and size. */
@NullMarked
package dev.insight.runner.fetch;

import org.jspecify.annotations.NullMarked;
