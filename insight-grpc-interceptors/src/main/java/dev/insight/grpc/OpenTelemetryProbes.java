package dev.insight.grpc;

import dev.insight.hop.Ticker;
import dev.insight.probe.ProbeTransport;
import io.opentelemetry.api.OpenTelemetry;
import java.util.Objects;

/**
 * Probes over gRPC with traces. Apart from {@link GrpcInsight}, whose users need not have OpenTelemetry: a class with it
 * in a signature can be reflected on, as frameworks do, only where it is present.
 */
public final class OpenTelemetryProbes {
    private OpenTelemetryProbes() {}

    /** Probes over gRPC, each probe a span of {@code openTelemetry} whose {@code traceparent} goes out with the call. */
    public static ProbeTransport transport(OpenTelemetry openTelemetry) {
        Objects.requireNonNull(openTelemetry, "openTelemetry == null");
        return GrpcProbeTransport.create(Ticker.system(), OpenTelemetryTracing.of(openTelemetry));
    }
}
