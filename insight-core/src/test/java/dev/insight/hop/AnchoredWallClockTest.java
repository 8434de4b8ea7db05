package dev.insight.hop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnchoredWallClockTest {
    private static final long SECOND_NANOS = 1_000_000_000;

    private long nanos = 7_000_000_000L;
    private long micros = 1_760_000_000_000_000L;
    private long pauseNanos;
    private int reads;

    private final AnchoredWallClock clock = new AnchoredWallClock(() -> nanos, () -> {
        reads++;
        long read = micros;
        pass(pauseNanos);
        return read;
    });

    @Test
    void moments_within_a_second_take_one_reading_and_are_as_far_apart_as_they_are() {
        assertThat(clock.epochMicros(nanos)).isEqualTo(micros);
        pass(SECOND_NANOS / 2);
        assertThat(clock.epochMicros(nanos)).isEqualTo(micros);
        assertThat(clock.epochMicros(nanos - 5_000_000)).isEqualTo(micros - 5_000);
        assertThat(reads).isOne();
    }

    @Test
    void clock_that_was_set_is_followed_after_a_second() {
        clock.epochMicros(nanos);
        micros += 3_600_000_000L;
        pass(SECOND_NANOS + 1_000);
        assertThat(clock.epochMicros(nanos)).isEqualTo(micros);
    }

    @Test
    void moment_before_a_pause_is_told_as_it_was() {
        long before = micros;
        long moment = nanos;
        pass(SECOND_NANOS / 5);
        assertThat(clock.epochMicros(moment)).isEqualTo(before);
        assertThat(clock.epochMicros(nanos)).isEqualTo(micros);
    }

    @Test
    void reading_that_a_pause_fell_into_is_not_kept() {
        pauseNanos = 200_000_000;
        clock.epochMicros(nanos);
        pauseNanos = 0;
        assertThat(clock.epochMicros(nanos)).isEqualTo(micros);
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void ticker_of_the_system_tells_about_the_same_both_ways() {
        Ticker ticker = Ticker.system();
        long before = ticker.epochMicros();
        assertThat(ticker.epochMicros(ticker.nanos())).isBetween(before - 500_000, before + 60_000_000);
    }

    private void pass(long passing) {
        nanos += passing;
        micros += passing / 1_000;
    }
}
