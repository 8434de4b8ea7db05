package dev.insight.runner.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How exactly durations are kept. */
class DurationCodeTest {
    @Test
    void duration_is_kept_to_half_a_percent_from_a_microsecond_to_a_day() {
        Random random = new Random(1);
        double span = Math.log(Duration.ofDays(1).toNanos() / 1e3);
        for (int i = 0; i < 100_000; i++) {
            long nanos = Math.round(1_000 * Math.exp(span * random.nextDouble()));

            assertThat(kept(nanos)).isCloseTo(nanos, within(1 + (long) (0.005 * nanos)));
            assertThat(kept(-nanos)).isEqualTo(-kept(nanos));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, 600_000_000_000L})
    void extremes_are_kept_as_well(long nanos) {
        assertThat(kept(nanos)).isCloseTo(nanos, Percentage.withPercentage(0.5));
    }

    @Test
    void what_is_less_than_a_microsecond_is_kept_to_some_nanoseconds_with_its_sign() {
        for (long nanos = -1_000; nanos <= 1_000; nanos++) {
            assertThat(kept(nanos)).isCloseTo(nanos, within(5L));
        }
        assertThat(kept(0)).isZero();
    }

    @Test
    void what_is_longer_than_anything_is_a_month() {
        assertThat(kept(Long.MAX_VALUE)).isEqualTo(kept(Duration.ofDays(1_000).toNanos()));
        assertThat(DurationCode.of(Long.MIN_VALUE)).isNotEqualTo(DurationCode.UNKNOWN);
    }

    private static long kept(long nanos) {
        return DurationCode.nanos(DurationCode.of(nanos));
    }
}
