package dev.insight.benchmarks.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplayBenchmarkTest {
    @Test
    void a_row_counts_by_the_clock_and_by_the_processor() {
        var round = new ReplayBenchmark.Round(400_000, 12, 2_000_000_000, 1_000_000_000);

        assertThat(round.row(3).strip()).isEqualTo("| 3 | 400000 | 12 | 2.00 | 200000 | 5.00 | 1.00 | 400000 | 2.50 |");
    }
}
