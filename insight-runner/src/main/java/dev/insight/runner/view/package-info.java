/** Text that a person reads: tables that line up on a terminal and survive being pasted elsewhere. */
@NullMarked
package dev.insight.runner.view;

import org.jspecify.annotations.NullMarked;
