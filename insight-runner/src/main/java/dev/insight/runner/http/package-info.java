/** What the runner serves over HTTP: metrics, health, the API, and reload. */
@NullMarked
package dev.insight.runner.http;

import org.jspecify.annotations.NullMarked;
