package dev.insight.hop;

/**
 * A real call of this process that asked for stamps and has ended.
 *
 * @param method full gRPC method name, as {@code package.Service/Method}
 * @param outcome the status code's name
 * @param latencyNanos committed attempt created to its trailers, or {@link HopStamp#ABSENT} when no answer came
 * @param preTransportNanos call started to first attempt created, or {@link HopStamp#ABSENT}
 * @param retryNanos first attempt created to the committed one
 * @param attempts how many attempts were made
 * @param clientLagNanos trailers read to the application's {@code onClose}, or {@link HopStamp#ABSENT}
 * @param streaming whether the method streams, so that its latency is a stream's life
 * @param path the stamps that came back
 */
public record SampledCall(
        String method,
        String outcome,
        long latencyNanos,
        long preTransportNanos,
        long retryNanos,
        int attempts,
        long clientLagNanos,
        boolean streaming,
        HopPath path) {}
