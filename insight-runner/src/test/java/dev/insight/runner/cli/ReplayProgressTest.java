package dev.insight.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.Ticker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReplayProgressTest {
    private final StringWriter err = new StringWriter();
    private long seconds;
    private long position;

    @Test
    void rate_share_and_time_left_are_drawn_over_and_taken_away() {
        ReplayProgress progress = progress(true, 1_000);
        seconds = 2;
        position = 250;
        progress.at(8_192);
        progress.clear();
        progress.clear();

        assertThat(err.toString()).isEqualTo("\r\u001b[K8,192 records, 4,096/s, 25%, 6.0 s left\r\u001b[K");
    }

    @Test
    void where_the_end_is_not_known_the_rate_is_shown() {
        ReplayProgress progress = progress(true, 0);
        seconds = 1;
        progress.at(4_096);

        assertThat(err.toString()).isEqualTo("\r\u001b[K4,096 records, 4,096/s, 1.0 s");
    }

    @Test
    void it_is_drawn_at_its_own_pace() {
        ReplayProgress progress = progress(true, 0);
        progress.at(4_096);
        seconds = 1;
        progress.at(4_097);

        assertThat(err.toString()).isEmpty();
    }

    @Test
    void what_takes_minutes_is_told_in_minutes() {
        ReplayProgress progress = progress(true, 1_000);
        seconds = 60;
        position = 100;
        progress.at(8_192);

        assertThat(err.toString()).isEqualTo("\r\u001b[K8,192 records, 137/s, 10%, 9:00 min left");
    }

    @Test
    void at_the_end_stands_what_was_read() {
        ReplayProgress progress = progress(true, 1_000);
        seconds = 12;
        progress.end(1_234_567, 1, 0);
        progress.end(1, 2, 3);

        assertThat(err.toString().lines())
                .containsExactly(
                        "1,234,567 records in 12 s: 1 incident",
                        "1 record in 12 s: 2 incidents, 3 lines that cannot be used");
    }

    @Test
    void that_nothing_was_found_is_told_to_a_pipe_too() {
        progress(false, 1_000).end(8_192, 0, 0);

        assertThat(err.toString()).isEqualTo("8,192 records in 0.0 s: no incident\n");
    }

    @Test
    void a_pipe_sees_none_of_the_rest() {
        ReplayProgress progress = progress(false, 1_000);
        seconds = 9;
        progress.at(8_192);
        progress.clear();
        progress.end(8_192, 1, 0);

        assertThat(err.toString()).isEmpty();
    }

    private ReplayProgress progress(boolean live, long size) {
        Ticker ticker = new Ticker() {
            @Override
            public long nanos() {
                return TimeUnit.SECONDS.toNanos(seconds);
            }

            @Override
            public long epochMicros() {
                return 0;
            }
        };
        return new ReplayProgress(new PrintWriter(err), () -> live, size, () -> position, ticker);
    }
}
