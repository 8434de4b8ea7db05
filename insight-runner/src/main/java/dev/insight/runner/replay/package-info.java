/** Replay: what a recording holds, as it was told live. */
@NullMarked
package dev.insight.runner.replay;

import org.jspecify.annotations.NullMarked;
