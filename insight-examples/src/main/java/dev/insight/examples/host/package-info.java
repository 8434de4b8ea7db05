/** A host application that embeds the prober and has its own meter registry. */
@NullMarked
package dev.insight.examples.host;

import org.jspecify.annotations.NullMarked;
