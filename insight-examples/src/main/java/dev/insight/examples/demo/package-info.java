/** Runs Insight against a cross-region world on loopback. */
@NullMarked
package dev.insight.examples.demo;

import org.jspecify.annotations.NullMarked;
