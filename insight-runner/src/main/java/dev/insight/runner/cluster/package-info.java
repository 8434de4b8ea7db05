/** Lets many runners of a region share its paths, by who Consul says is well. */
@NullMarked
package dev.insight.runner.cluster;

import org.jspecify.annotations.NullMarked;
