package dev.insight.runner.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void line_hasRoundNumbersAboveTheirPlaces() {
        assertThat(Axis.line(200_000_000, 40)).isEqualTo("0         50        100       150 ms");
        assertThat(Axis.line(3_000_000, 40)).isEqualTo("0            1             2 ms");
        assertThat(Axis.line(400_000, 32)).isEqualTo("0.0     0.1     0.2     0.3 ms");
    }

    @Test
    void line_ofNothing_isEmpty() {
        assertThat(Axis.line(0, 40)).isEmpty();
        assertThat(Axis.line(5, 0)).isEmpty();
    }

    @Test
    void line_neverExceedsItsColumns() {
        for (int columns = 1; columns < 70; columns++) {
            for (long nanos = 1_000; nanos < 100_000_000_000L; nanos *= 7) {
                assertThat(Axis.line(nanos, columns)).hasSizeLessThanOrEqualTo(columns);
            }
        }
    }
}
