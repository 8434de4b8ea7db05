/** Classes made ready once, so that a JVM starts faster. */
@NullMarked
package dev.insight.runner.archive;

import org.jspecify.annotations.NullMarked;
