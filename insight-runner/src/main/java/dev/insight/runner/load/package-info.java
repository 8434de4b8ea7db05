/** How busy the forwarders' hosts are, read from Prometheus or straight from node_exporters. */
@NullMarked
package dev.insight.runner.load;

import org.jspecify.annotations.NullMarked;
