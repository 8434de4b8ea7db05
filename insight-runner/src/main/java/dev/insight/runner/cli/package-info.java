/** The commands. Exit codes: 0 fine, 1 the thing checked is not fine, 2 wrong usage. */
@NullMarked
package dev.insight.runner.cli;

import org.jspecify.annotations.NullMarked;
