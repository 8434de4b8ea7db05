/** A service with two lines of Insight. */
@NullMarked
package dev.insight.examples.service;

import org.jspecify.annotations.NullMarked;
