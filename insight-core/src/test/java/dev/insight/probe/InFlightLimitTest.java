package dev.insight.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InFlightLimitTest {
    @ParameterizedTest
    @CsvSource({"2000, 5000, 2", "2000, 1000, 3", "2001, 1000, 4", "1000, 1000, 2", "1, 1000, 2", "3000, 1, 3001"})
    void limit_is_what_the_schedule_needs_and_one_more(long timeout, long interval, int limit) {
        assertThat(InFlightLimit.of(timeout, interval, 1).limit()).isEqualTo(limit);
    }

    @Test
    void places_run_out_and_come_back() {
        InFlightLimit limit = InFlightLimit.of(1, 1, 1);

        assertThat(limit.tryTake()).isTrue();
        assertThat(limit.tryTake()).isTrue();
        assertThat(limit.tryTake()).isFalse();
        limit.release();
        assertThat(limit.tryTake()).isTrue();
    }
}
