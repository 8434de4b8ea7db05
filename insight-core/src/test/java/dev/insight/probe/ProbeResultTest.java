package dev.insight.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.hop.HopStampBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProbeResultTest {
    private final Probe probe =
            Probes.builder("payments", "gateway", "payments").build();

    @Test
    void a_partial_path_probe_turned_back_where_it_should() {
        assertThat(turnedBackAt("gateway", HopStamp.builder("gateway").totalNanos(9)))
                .isEqualTo("gateway");
        assertThat(turnedBackAt("gateway")).isEqualTo("gateway");
        assertThat(turnedBackAt(null, HopStamp.builder("gateway").totalNanos(9)))
                .isNull();
    }

    @Test
    void a_partial_path_probe_that_its_hop_passed_on_turned_back_nowhere() {
        assertThat(turnedBackAt("gateway", HopStamp.builder("gateway").upstreamNanos(0)))
                .isNull();
        assertThat(turnedBackAt("gateway", HopStamp.builder("gateway").origin(HopStamp.Origin.UP)))
                .isNull();
    }

    @Test
    void hops_before_that_one_call_on_as_they_should() {
        assertThat(turnedBackAt(
                        "payments",
                        HopStamp.builder("gateway").totalNanos(9).upstreamNanos(8),
                        HopStamp.builder("payments").totalNanos(7)))
                .isEqualTo("payments");
    }

    @Test
    void what_no_phase_took_of_a_cold_probe_is_between_them() {
        ProbeResult.Builder cold = ProbeResult.builder(new Slot(probe, ProbeKind.COLD, null, 0, 0, 0), Outcome.ok())
                .phases(List.of(new PhaseTime(Phase.CONNECT, 5), new PhaseTime(Phase.RPC, 20)));

        assertThat(cold.build().betweenPhasesNanos()).isEqualTo(HopStamp.ABSENT);
        assertThat(cold.latencyNanos(28).build().betweenPhasesNanos()).isEqualTo(3);
        assertThat(cold.phases(List.of()).build().betweenPhasesNanos()).isEqualTo(HopStamp.ABSENT);
    }

    private @Nullable String turnedBackAt(@Nullable String stop, HopStampBuilder... stamps) {
        ProbeKind kind = stop == null ? ProbeKind.WARM : ProbeKind.PARTIAL;
        HopStamp[] made = Stream.of(stamps).map(HopStampBuilder::build).toArray(HopStamp[]::new);
        return ProbeResult.builder(new Slot(probe, kind, stop, 0, 0, 0), Outcome.ok())
                .path(HopPath.of(made))
                .build()
                .turnedBackAt();
    }
}
