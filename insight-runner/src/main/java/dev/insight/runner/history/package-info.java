/** What paths took over the last day, in bounded memory. */
@NullMarked
package dev.insight.runner.history;

import org.jspecify.annotations.NullMarked;
