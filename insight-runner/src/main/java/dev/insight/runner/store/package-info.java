/** The recent past of each path, for the API, the live tables and the demo. */
@NullMarked
package dev.insight.runner.store;

import org.jspecify.annotations.NullMarked;
