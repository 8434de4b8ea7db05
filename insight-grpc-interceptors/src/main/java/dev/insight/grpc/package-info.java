/** Stamps hops of gRPC calls and sends probes over gRPC. */
@NullMarked
package dev.insight.grpc;

import org.jspecify.annotations.NullMarked;
