/** Finds out what is to be probed from others who know it. */
@NullMarked
package dev.insight.runner.discovery;

import org.jspecify.annotations.NullMarked;
