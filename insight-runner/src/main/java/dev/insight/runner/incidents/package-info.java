/** Keeps incidents in a file, so that they outlive the process, however it ends. */
@NullMarked
package dev.insight.runner.incidents;

import org.jspecify.annotations.NullMarked;
