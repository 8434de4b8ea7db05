/** A gateway in ten lines. */
@NullMarked
package dev.insight.examples.gateway;

import org.jspecify.annotations.NullMarked;
