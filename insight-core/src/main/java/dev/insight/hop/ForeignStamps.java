package dev.insight.hop;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Stamps made of what other software says of a call: coarser than a hop's own, marked by their {@link HopStamp.Source}.
 * None of these headers names the hop, so the caller says which hop of the route they speak for. Reading never throws;
 * null means that nothing usable was said.
 */
public final class ForeignStamps {
    /** The response header read by {@link #serverTiming}. */
    public static final String SERVER_TIMING = "server-timing";

    /** The response header read by {@link #envoy}. */
    public static final String ENVOY = "x-envoy-upstream-service-time";

    /** The binary trailer read by {@link #grpcServerStats}. */
    public static final String GRPC_SERVER_STATS = "grpc-server-stats-bin";

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int SERVER_STATS_LENGTH = 10;

    private ForeignStamps() {}

    /**
     * The total of {@code hop} as {@code server-timing} gives it: the metric named {@code total}, or the only one that
     * has a duration. Several metrics without a total may overlap or leave gaps, so nothing is made of them.
     */
    public static @Nullable HopStamp serverTiming(String hop, Iterable<String> values) {
        int budget = StampLimits.MAX_READ_CHARS;
        int metrics = 0;
        DecimalSum only = null;
        for (String value : values) {
            int length = value.length();
            budget -= length + 1;
            if (budget < 0) {
                return null;
            }
            byte[] bytes = WireBytes.of(value);
            for (int from = 0; from < length; ) {
                int end = FieldScanner.elementEnd(bytes, from, length);
                FieldScanner metric = new FieldScanner(bytes, from, end);
                boolean total = metric.name().toLowerCase(Locale.ROOT).equals("total");
                DecimalSum duration = duration(metric);
                if (duration != null && total) {
                    return serverTiming(hop, duration);
                }
                if (duration != null) {
                    metrics++;
                    only = duration;
                }
                from = end + 1;
            }
        }
        return only == null || metrics > 1 ? null : serverTiming(hop, only);
    }

    /** The time upstream of {@code hop}, an Envoy: whole milliseconds, known when it wrote the response's headers. */
    public static @Nullable HopStamp envoy(String hop, String value) {
        DecimalSum millis = millis(value);
        return millis == null
                ? null
                : HopStamp.builder(hop)
                        .source(HopStamp.Source.ENVOY)
                        .upstreamNanos(millis.total())
                        .resolutionNanos(millis.step())
                        .headerTime(true)
                        .build();
    }

    /** The total of {@code hop}, a gRPC server that reports its elapsed time: version 0, field 0, little-endian nanoseconds. */
    public static @Nullable HopStamp grpcServerStats(String hop, byte[] value) {
        if (value.length < SERVER_STATS_LENGTH || value[0] != 0 || value[1] != 0) {
            return null;
        }
        long nanos = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
        return nanos < 0
                ? null
                : HopStamp.builder(hop)
                        .source(HopStamp.Source.GRPC_SERVER_STATS)
                        .totalNanos(nanos)
                        .resolutionNanos(1)
                        .build();
    }

    private static HopStamp serverTiming(String hop, DecimalSum millis) {
        return HopStamp.builder(hop)
                .source(HopStamp.Source.SERVER_TIMING)
                .totalNanos(millis.total())
                .resolutionNanos(millis.step())
                .headerTime(true)
                .build();
    }

    private static @Nullable DecimalSum duration(FieldScanner metric) {
        DecimalSum duration = null;
        while (metric.next()) {
            if (metric.key().equals("dur")) {
                duration = millis(metric.value());
            }
        }
        return metric.malformed() ? null : duration;
    }

    private static @Nullable DecimalSum millis(String value) {
        if (value.length() > StampLimits.MAX_TEXT) {
            return null;
        }
        DecimalSum millis = DecimalSum.parse(value, NANOS_PER_MILLI);
        return millis.total() < 0 ? null : millis;
    }
}
