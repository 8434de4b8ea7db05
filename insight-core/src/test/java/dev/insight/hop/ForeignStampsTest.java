package dev.insight.hop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForeignStampsTest {
    @Test
    void the_total_of_server_timing_is_the_hops_total() {
        assertThat(ForeignStamps.serverTiming(
                        "payments", List.of("cache;desc=\"hit, or so\", db;dur=53.2", "Total;dur=123.4")))
                .isEqualTo(HopStamp.builder("payments")
                        .totalNanos(123_400_000)
                        .resolutionNanos(100_000)
                        .headerTime(true)
                        .source(HopStamp.Source.SERVER_TIMING)
                        .build());
    }

    @Test
    void the_only_duration_of_server_timing_is_the_hops_total() {
        HopStamp stamp = ForeignStamps.serverTiming("payments", List.of("miss, app;dur=7"));

        assertThat(stamp).isNotNull();
        assertThat(stamp.totalNanos()).isEqualTo(7_000_000);
    }

    @Test
    void several_durations_without_a_total_say_nothing() {
        assertThat(ForeignStamps.serverTiming("payments", List.of("db;dur=53, app;dur=47")))
                .isNull();
    }

    @Test
    void server_timing_that_does_not_parse_says_nothing() {
        assertThat(ForeignStamps.serverTiming("payments", List.of("", ",", ";dur=5", "app;dur=x", "app;dur=-1")))
                .isNull();
        assertThat(ForeignStamps.serverTiming("payments", Collections.nCopies(10_000, "x")))
                .isNull();
    }

    @Test
    void envoys_service_time_is_time_upstream_in_whole_milliseconds() {
        assertThat(ForeignStamps.envoy("gateway-eu", "12"))
                .isEqualTo(HopStamp.builder("gateway-eu")
                        .upstreamNanos(12_000_000)
                        .resolutionNanos(1_000_000)
                        .headerTime(true)
                        .source(HopStamp.Source.ENVOY)
                        .build());
        assertThat(ForeignStamps.envoy("gateway-eu", "-")).isNull();
        assertThat(ForeignStamps.envoy("gateway-eu", "soon")).isNull();
        assertThat(ForeignStamps.envoy("gateway-eu", "9".repeat(10_000))).isNull();
    }

    @Test
    void grpc_server_stats_are_the_total_in_little_endian_nanoseconds() {
        assertThat(ForeignStamps.grpcServerStats("payments", new byte[] {0, 0, 0x15, (byte) 0xCD, 0x5B, 7, 0, 0, 0, 0}))
                .isEqualTo(HopStamp.builder("payments")
                        .totalNanos(123_456_789)
                        .resolutionNanos(1)
                        .source(HopStamp.Source.GRPC_SERVER_STATS)
                        .build());
    }

    @Test
    void grpc_server_stats_of_another_version_field_or_length_say_nothing() {
        assertThat(ForeignStamps.grpcServerStats("payments", new byte[0])).isNull();
        assertThat(ForeignStamps.grpcServerStats("payments", new byte[9])).isNull();
        assertThat(ForeignStamps.grpcServerStats("payments", new byte[] {1, 0, 1, 0, 0, 0, 0, 0, 0, 0}))
                .isNull();
        assertThat(ForeignStamps.grpcServerStats("payments", new byte[] {0, 1, 1, 0, 0, 0, 0, 0, 0, 0}))
                .isNull();
        assertThat(ForeignStamps.grpcServerStats("payments", new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0x80}))
                .isNull();
    }
}
