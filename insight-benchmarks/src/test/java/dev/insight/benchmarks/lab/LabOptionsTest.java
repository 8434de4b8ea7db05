package dev.insight.benchmarks.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.insight.examples.lab.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabOptionsTest {
    @Test
    void unless_told_otherwise_every_kind_is_tried_ten_times() {
        LabOptions options = LabOptions.of(List.of());

        assertThat(options.runs()).hasSize(10).startsWith(1);
        assertThat(options.kinds()).hasSizeGreaterThanOrEqualTo(17).doesNotHaveDuplicates();
        assertThat(options.command()).isEqualTo("insight-benchmarks/run lab");
    }

    @Test
    void runs_kinds_and_pace_can_be_chosen() {
        LabOptions options = LabOptions.of(
                List.of("--runs", "3-5", "--kinds", "jitter,loss", "--at-once", "3", "--interval", "500ms"));

        assertThat(options.runs()).containsExactly(3, 4, 5);
        assertThat(options.kinds()).containsExactly("jitter", "loss");
        assertThat(options.atOnce()).isEqualTo(3);
        assertThat(options.interval()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void what_is_not_known_is_refused() {
        assertThatThrownBy(() -> LabOptions.of(List.of("--kinds", "flood")))
                .hasMessageStartingWith("no kind: flood; there are [delay-one-way, ");
        assertThatThrownBy(() -> LabOptions.of(List.of("--runs", "none")))
                .hasMessage("not a number from 1 to 9999: none");
        assertThatThrownBy(() -> LabOptions.of(List.of("--runs"))).hasMessage("no value for --runs");
        assertThatThrownBy(() -> LabOptions.of(List.of("--speed", "9"))).hasMessage("no option: --speed");
    }

    @Test
    void every_kind_draws_faults_that_can_be_read() {
        TrialKind.Places places = new TrialKind.Places(new Random(1));
        for (TrialKind kind : TrialKind.all()) {
            for (int i = 0; i < 20; i++) {
                assertThat(kind.faults().apply(places))
                        .allSatisfy(fault ->
                                assertThat(Fault.parse(fault).toString()).isNotEmpty());
            }
        }
    }
}
