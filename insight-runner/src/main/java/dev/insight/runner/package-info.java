/** Insight as a program: configuration, sources of targets and load, HTTP and the command line. */
@NullMarked
package dev.insight.runner;

import org.jspecify.annotations.NullMarked;
