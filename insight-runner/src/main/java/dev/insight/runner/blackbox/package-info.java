/** {@code /probe} as blackbox_exporter answers it: one probe of one target when asked, by a module of its own format. */
@NullMarked
package dev.insight.runner.blackbox;

import org.jspecify.annotations.NullMarked;
