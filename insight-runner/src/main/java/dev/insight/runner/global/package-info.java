/** What all source regions measure, read from a Prometheus that has it all, or from Thanos Query. */
@NullMarked
package dev.insight.runner.global;

import org.jspecify.annotations.NullMarked;
