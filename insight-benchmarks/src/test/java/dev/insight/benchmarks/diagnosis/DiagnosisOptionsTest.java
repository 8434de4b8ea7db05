package dev.insight.benchmarks.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosisOptionsTest {
    @Test
    void seeds_are_a_list_or_a_range() {
        assertThat(DiagnosisOptions.of(List.of("--seeds", "4,9")).seeds()).containsExactly(4L, 9L);
        assertThat(DiagnosisOptions.of(List.of("--seeds", "7-9")).seeds()).containsExactly(7L, 8L, 9L);
    }

    @Test
    void bad_option_is_named() {
        assertThatThrownBy(() -> DiagnosisOptions.of(List.of("--kinds", "wan-stop")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wan-stop");
        assertThatThrownBy(() -> DiagnosisOptions.of(List.of("--each", "0"))).hasMessageContaining("0");
        assertThatThrownBy(() -> DiagnosisOptions.of(List.of("--each"))).hasMessageContaining("--each");
        assertThatThrownBy(() -> DiagnosisOptions.of(List.of("--all", "1"))).hasMessageContaining("--all");
        assertThatThrownBy(() -> DiagnosisOptions.of(List.of("--detectors", "oracle")))
                .hasMessageContaining("oracle");
    }
}
