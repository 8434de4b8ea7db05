package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.probe.Probe;
import dev.insight.probe.Route;
import dev.insight.probe.Target;
import io.grpc.Metadata;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which hop the times of other software are taken for. */
class StampReaderTest {
    private final Probe probe = Probe.builder(
                    "eu",
                    Target.builder("sg", "payments", "gateway:443").build(),
                    Route.of("forwarded", "gateway-eu", "mediary-eu", "payments"))
            .build();
    private final Metadata headers = new Metadata();
    private final Metadata trailers = new Metadata();

    private HopPath read() {
        return StampReader.ofProbe(Probing.slot(probe, 0), headers, trailers);
    }

    private static void put(Metadata into, String key, String value) {
        into.put(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER), value);
    }

    private static List<String> names(HopPath path) {
        return path.stamps().stream()
                .map(stamp -> stamp.name() + " " + stamp.source())
                .toList();
    }

    @Test
    void envoy_speaks_for_the_nearest_hop_and_server_timing_for_the_service() {
        put(headers, "x-envoy-upstream-service-time", "140");
        put(trailers, "insight-hop", "mediary-eu;t=120000;u=90000");
        put(trailers, "server-timing", "total;dur=12.5");

        assertThat(names(read())).containsExactly("gateway-eu ENVOY", "mediary-eu STAMP", "payments SERVER_TIMING");
        assertThat(read().stamps().get(2).totalNanos()).isEqualTo(12_500_000);
    }

    @Test
    void hop_that_stamped_is_not_spoken_for() {
        put(headers, "x-envoy-upstream-service-time", "140");
        put(headers, "server-timing", "total;dur=12.5");
        put(trailers, "insight-hop", "payments;t=9000, gateway-eu;t=150000;u=140000");

        assertThat(names(read())).containsExactly("gateway-eu STAMP", "payments STAMP");
    }

    @Test
    void server_stats_are_better_than_server_timing() {
        byte[] stats = {0, 0, 0x40, 0x42, 0x0f, 0, 0, 0, 0, 0};
        trailers.put(Metadata.Key.of("grpc-server-stats-bin", Metadata.BINARY_BYTE_MARSHALLER), stats);
        put(headers, "server-timing", "total;dur=12.5");

        assertThat(names(read())).containsExactly("payments GRPC_SERVER_STATS");
        assertThat(read().stamps().get(0).totalNanos()).isEqualTo(1_000_000);
    }

    @Test
    void answer_to_a_partial_probe_is_the_stops() {
        put(trailers, "server-timing", "total;dur=1");
        HopPath path = StampReader.ofProbe(Probing.partial(probe, 0, "mediary-eu"), null, trailers);

        assertThat(path.stamps()).extracting(HopStamp::name).containsExactly("mediary-eu");
    }

    @Test
    void a_call_whose_way_nobody_knows_has_its_peer_spoken_for_only_where_no_hop_stamped() {
        put(headers, "x-envoy-upstream-service-time", "7");
        assertThat(names(foreign())).containsExactly("peer ENVOY");

        put(headers, "server-timing", "total;dur=6");
        assertThat(names(foreign())).as("the server knows better").containsExactly("peer SERVER_TIMING");

        put(trailers, "insight-hop", "svc;t=1");
        assertThat(foreign()).isNull();
    }

    @Test
    void server_stats_of_a_call_are_heard_in_trailers() {
        byte[] stats = {0, 0, 5, 0, 0, 0, 0, 0, 0, 0};
        trailers.put(Metadata.Key.of("grpc-server-stats-bin", Metadata.BINARY_BYTE_MARSHALLER), stats);

        assertThat(names(foreign())).containsExactly("peer GRPC_SERVER_STATS");
        assertThat(Objects.requireNonNull(foreign()).stamps().get(0).totalNanos())
                .isEqualTo(5);
    }

    @Test
    void an_answer_without_a_word_has_an_empty_path() {
        assertThat(foreign()).isEqualTo(HopPath.empty());
        assertThat(read()).isEqualTo(HopPath.empty());
    }

    private @Nullable HopPath foreign() {
        List<byte[]> values = HopMetadata.stamps(HopMetadata.stamps(headers), trailers);
        return StampReader.foreign(values, headers, trailers, "peer");
    }
}
