package dev.insight.examples.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Iterator;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class WeatherTest {
    private static final long MILLI = 1_000_000;

    @Test
    void a_calm_wire_costs_its_delay_and_no_dice() {
        assertThat(Weather.delay(Duration.ofMillis(80)).passageNanos(100_000, 0.5, dice()))
                .isEqualTo(80 * MILLI);
    }

    @Test
    void loss_costs_a_round_trip_and_200_ms_and_doubles() {
        Weather lossy = new Weather(10 * MILLI, 0, 0.1, 0, true);
        assertThat(lossy.passageNanos(100, 0.5, dice(0.5))).isEqualTo(10 * MILLI);
        assertThat(lossy.passageNanos(100, 0.5, dice(0.05, 0.5))).isEqualTo((10 + 220) * MILLI);
        assertThat(lossy.passageNanos(100, 0.5, dice(0.05, 0.05, 0.5))).isEqualTo((10 + 220 + 440) * MILLI);
    }

    @Test
    void each_segment_may_be_lost() {
        Weather lossy = new Weather(0, 0, 0.1, 0, true);
        assertThat(lossy.passageNanos(2_000, 0.5, dice(0.5, 0.05, 0.5))).isEqualTo(200 * MILLI);
    }

    @Test
    void a_total_loss_ends_after_a_minute() {
        assertThat(new Weather(0, 0, 1, 0, true).passageNanos(100, 0.5, () -> 0.5))
                .isEqualTo(60_000 * MILLI);
    }

    @Test
    void jitter_is_exponential() {
        Weather shaky = new Weather(0, 10 * MILLI, 0, 0, true);
        assertThat(shaky.passageNanos(1, 0, dice())).isZero();
        assertThat(shaky.passageNanos(1, 1 - Math.exp(-1), dice())).isCloseTo(10 * MILLI, within(10));
    }

    @Test
    void faults_add_up() {
        Weather both = new Weather(1, 2, 0.5, 1_000, true).and(new Weather(10, 20, 0.5, 0, false));
        assertThat(both).isEqualTo(new Weather(11, 22, 0.75, 1_000, false));
    }

    @Test
    void nonsense_is_refused() {
        assertThatThrownBy(() -> new Weather(0, 0, 1.5, 0, true)).hasMessageContaining("loss 1.5");
    }

    private static org.assertj.core.data.Offset<Long> within(long nanos) {
        return org.assertj.core.data.Offset.offset(nanos);
    }

    /** Throws these numbers in turn, and no more. */
    private static DoubleSupplier dice(double... numbers) {
        Iterator<Double> left = java.util.Arrays.stream(numbers).boxed().iterator();
        return left::next;
    }
}
