/** An application's own use of reports, and how to test it with a fake transport. */
@NullMarked
package dev.insight.examples.nearest;

import org.jspecify.annotations.NullMarked;
