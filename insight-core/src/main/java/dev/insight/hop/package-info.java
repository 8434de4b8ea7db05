/** Stamps: what one hop measured of one call, how it travels, and how it is read back. */
@NullMarked
package dev.insight.hop;

import org.jspecify.annotations.NullMarked;
