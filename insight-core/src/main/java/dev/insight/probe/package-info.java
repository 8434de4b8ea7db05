/** Probing: who is called, when, through what, and what came of it. */
@NullMarked
package dev.insight.probe;

import org.jspecify.annotations.NullMarked;
