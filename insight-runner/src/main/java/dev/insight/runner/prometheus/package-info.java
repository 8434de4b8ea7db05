/** Asks a Prometheus, or what speaks its HTTP API as Thanos Query does. */
@NullMarked
package dev.insight.runner.prometheus;

import org.jspecify.annotations.NullMarked;
