/** The configuration file: one YAML document, every problem of it found at once and told by line and column. */
@NullMarked
package dev.insight.runner.config;

import org.jspecify.annotations.NullMarked;
