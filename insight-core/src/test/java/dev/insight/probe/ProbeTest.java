package dev.insight.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What may be probed, and what is refused. */
class ProbeTest {
    @Test
    void path_is_named_by_source_target_route_and_service() {
        assertThat(Probes.warm("payments").path()).hasToString("eu>sg/forwarded/payments");
    }

    @Test
    void probes_are_equal_when_they_are_the_same_work() {
        Probe probe = Probes.warm("a");

        assertThat(probe).isEqualTo(Probes.warm("a")).hasSameHashCodeAs(Probes.warm("a"));
        assertThat(List.of(
                        Probes.warm("b"),
                        Probes.builder("a", "gw").build(),
                        Probes.builder("a").interval(Duration.ofSeconds(9)).build(),
                        Probes.builder("a").timeout(Duration.ofSeconds(9)).build(),
                        Probes.builder("a").coldInterval(Duration.ofSeconds(9)).build(),
                        Probes.builder("a")
                                .partialInterval(Duration.ofSeconds(9))
                                .build()))
                .doesNotContain(probe);
    }

    @Test
    void times_out_of_bounds_are_refused() {
        Probe.Builder builder = Probes.builder("a");

        assertThatThrownBy(() -> builder.interval(Duration.ofNanos(999_999)).build())
                .hasMessage("interval must be from 1 ms to 24 h: PT0.000999999S");
        builder.interval(Duration.ofMillis(1));
        assertThatThrownBy(() -> builder.timeout(Duration.ofDays(2)).build())
                .hasMessage("timeout must be from 1 ms to 24 h: PT48H");
        builder.timeout(Duration.ofDays(1));
        assertThatThrownBy(() -> builder.coldInterval(Duration.ofNanos(1)).build())
                .hasMessage("coldInterval must be zero or from 1 ms to 24 h: PT0.000000001S");
        builder.coldInterval(Duration.ZERO);
        assertThatThrownBy(() -> builder.partialInterval(Duration.ofMillis(-5)).build())
                .hasMessage("partialInterval must be zero or from 1 ms to 24 h: PT-0.005S");
    }

    @Test
    void target_shows_no_metadata_and_compares_it() {
        Target target = target().metadata(Map.of("token", "secret")).build();

        assertThat(target).hasToString("payments in sg at host:1");
        assertThat(target)
                .isEqualTo(target().metadata(Map.of("token", "secret")).build())
                .isNotEqualTo(target().metadata(Map.of("token", "other")).build())
                .isNotEqualTo(target().build());
        assertThat(List.of(
                        target().authority("a").build(),
                        target().tls(Tls.systemRoots()).build(),
                        target().method(Method.healthWatch("")).build()))
                .doesNotContain(target().build())
                .doesNotHaveDuplicates();
    }

    @Test
    void certificate_without_its_key_is_refused() {
        Path file = Path.of("me.pem");

        assertThatThrownBy(() -> new Tls(null, file, null)).hasMessageContaining("cert and key go together");
        assertThatThrownBy(() -> new Tls(null, null, file)).hasMessageContaining("cert and key go together");
        assertThat(new Tls(null, file, file).cert()).isEqualTo(file);
    }

    @Test
    void stop_goes_with_partial_path_probes_and_no_others() {
        Probe probe = Probes.warm("a");

        assertThatThrownBy(() -> new Slot(probe, ProbeKind.WARM, "gw", 0, 0, 0))
                .hasMessageContaining("stop goes with a partial-path probe");
        assertThatThrownBy(() -> new Slot(probe, ProbeKind.PARTIAL, null, 0, 0, 0))
                .hasMessageContaining("stop goes with a partial-path probe");
    }

    @Test
    void message_of_an_outcome_is_cut_once() {
        Outcome outcome = Outcome.failed("UNKNOWN", Phase.RPC, "x".repeat(1_000));

        assertThat(outcome.message()).hasSize(301).endsWith("x…");
        assertThat(Outcome.failed("UNKNOWN", Phase.RPC, outcome.message())).isEqualTo(outcome);
    }

    private static Target.Builder target() {
        return Target.builder("sg", "payments", "host:1");
    }
}
