package dev.insight.runner.replay;

import static dev.insight.runner.replay.RecordingTest.OF;
import static dev.insight.runner.replay.RecordingTest.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeOrderTest {
    private static final String FORWARD = " s, which is taken for true only from the next line on, if that does so too";

    @Test
    void one_line_from_far_ahead_is_told_and_skipped() throws IOException {
        Told told = Told.of(PATH, probe(1_000), probe(253_402_300_000L), probe(1_001), probe(1_002));

        assertThat(seconds(told)).containsExactly(1_000L, 1_001L, 1_002L);
        assertThat(told.err.toString().lines()).containsExactly("f:3: t goes forward by 253402299000" + FORWARD);
    }

    @Test
    void lines_from_far_ahead_that_do_not_follow_each_other_confirm_nothing() throws IOException {
        Told told = Told.of(PATH, probe(1_000), probe(900_000), probe(1_001), probe(900_001), probe(1_002));

        assertThat(seconds(told)).containsExactly(1_000L, 1_001L, 1_002L);
        assertThat(told.problems).isEqualTo(2);
    }

    @Test
    void a_gap_of_days_costs_its_first_line() throws IOException {
        Told told = Told.of(PATH, probe(1_000), probe(900_000), PATH, probe(900_001), probe(900_002));

        assertThat(seconds(told)).containsExactly(1_000L, 900_001L, 900_002L);
        assertThat(told.err.toString().lines()).containsExactly("f:3: t goes forward by 899000" + FORWARD);
    }

    @Test
    void a_gap_of_a_day_is_none() throws IOException {
        Told told = Told.of(PATH, probe(1_000), probe(87_400));

        assertThat(seconds(told)).containsExactly(1_000L, 87_400L);
        assertThat(told.problems).isZero();
    }

    @Test
    void a_line_may_be_late_by_a_minute_and_later_is_told_and_skipped() throws IOException {
        Told told = Told.of(PATH, probe(1_000), probe(940), probe(939), probe(941), removed(10), probe(1_001));

        assertThat(seconds(told)).containsExactly(1_000L, 940L, 941L, 1_001L);
        assertThat(told.removed).isEmpty();
        assertThat(told.err.toString().lines())
                .containsExactly(
                        "f:4: t goes back by 61 s, lines must be in the order of t",
                        "f:6: t goes back by 990 s, lines must be in the order of t");
    }

    @Test
    void a_line_that_is_not_used_does_not_move_time() throws IOException {
        Told told = Told.of(PATH, probe(1_000), probe(2_000).replace("\"OK\"", "\"FINE\""), probe(1_001));

        assertThat(seconds(told)).containsExactly(1_000L, 1_001L);
    }

    @Test
    void a_load_may_be_old_but_not_from_far_ahead() throws IOException {
        Told told = Told.of(PATH, probe(1_000), host(500), host(900_000), probe(1_001));

        assertThat(told.loads).hasSize(1);
        assertThat(seconds(told)).containsExactly(1_000L, 1_001L);
        assertThat(told.err.toString().lines()).containsExactly("f:4: t goes forward by 899000" + FORWARD);
    }

    private static List<Long> seconds(Told told) {
        return told.reports.stream()
                .map(report -> report.result().slot().intendedEpochMicros() / 1_000_000)
                .toList();
    }

    private static String probe(long seconds) {
        return "{\"type\":\"probe\"," + OF + ",\"t\":" + seconds + ",\"outcome\":\"OK\",\"latency_ms\":2}";
    }

    private static String removed(long seconds) {
        return "{\"type\":\"removed\"," + OF + ",\"t\":" + seconds + "}";
    }

    private static String host(long seconds) {
        return "{\"type\":\"host\",\"t\":" + seconds + ",\"name\":\"gw\",\"cpu\":0.5}";
    }
}
