package dev.insight.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StallDetectorTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final FakeTicker ticker = new FakeTicker();
    private final StallDetector detector = new StallDetector(ticker);
    private final long zero = ticker.nanos();

    @BeforeEach
    void watch() {
        detector.watch();
    }

    @Test
    void wakes_in_time_are_no_stall() {
        for (int i = 0; i < 100; i++) {
            wakeAfter(10 + i % 25);
        }

        assertThat(detector.overlaps(zero, ticker.nanos())).isFalse();
    }

    @Test
    void late_wake_taints_what_overlaps_it_and_nothing_else() {
        wakeAfter(10);
        wakeAfter(100);
        wakeAfter(10);

        assertThat(overlaps(0, 9)).isFalse();
        assertThat(overlaps(0, 11)).isTrue();
        assertThat(overlaps(50, 60)).isTrue();
        assertThat(overlaps(109, 120)).isTrue();
        assertThat(overlaps(111, 120)).isFalse();
    }

    @Test
    void stall_is_known_before_the_detectors_thread_has_woken() {
        wakeAfter(10);
        ticker.advance(5_000 * MILLI);

        assertThat(overlaps(5, 5_010)).isTrue();
        assertThat(overlaps(0, 9)).as("ended before the last wake").isFalse();
    }

    @Test
    void wake_overdue_within_the_threshold_is_no_stall_yet() {
        ticker.advance(35 * MILLI);
        assertThat(overlaps(0, 35)).isFalse();

        ticker.advance(1);
        assertThat(overlaps(0, 36)).isTrue();
    }

    @Test
    void stalls_too_long_ago_to_be_kept_cannot_be_ruled_out() {
        for (int i = 0; i < 200; i++) {
            wakeAfter(100);
            wakeAfter(10);
        }
        long now = (ticker.nanos() - zero) / MILLI;

        assertThat(overlaps(0, 5)).as("forgotten").isTrue();
        assertThat(overlaps(now - 10 + 1, now)).as("after the last stall").isFalse();
        assertThat(overlaps(now - 110 - 5, now - 110))
                .as("between two kept stalls")
                .isFalse();
        assertThat(overlaps(now - 50, now)).as("in a kept stall").isTrue();
    }

    @Test
    void without_watching_nothing_is_a_stall() {
        StallDetector unwatched = new StallDetector(ticker);
        ticker.advance(5_000 * MILLI);

        assertThat(unwatched.overlaps(zero, ticker.nanos())).isFalse();
    }

    private void wakeAfter(long millis) {
        ticker.advance(millis * MILLI);
        detector.tick();
    }

    private boolean overlaps(long startMillis, long endMillis) {
        return detector.overlaps(zero + startMillis * MILLI, zero + endMillis * MILLI);
    }
}
