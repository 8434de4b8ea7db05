package dev.insight.runner.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.diagnosis.HostLoad;
import java.util.List;
import org.junit.jupiter.api.Test;

class CpuSeriesTest {
    private static final long FROM = 1_760_000_000L;
    private static final int A_DAY = 8_640;

    private final CpuSeries series = new CpuSeries(load(0, 0.5), 0);

    @Test
    void of_each_ten_seconds_the_latest_reading_is_kept_and_a_gap_is_one() {
        series.add(load(3, 0.25), 0);
        series.add(load(40, 0.75), 0);

        assertThat(readings())
                .containsExactly(
                        new CpuSnapshot("n", FROM * 1_000_000, 0.25),
                        new CpuSnapshot("n", (FROM + 40) * 1_000_000, 0.75));
        assertThat(series.latest()).isEqualTo(new CpuSnapshot("n", (FROM + 40) * 1_000_000, 0.75));
    }

    @Test
    void a_day_is_kept_and_no_more() {
        for (int i = 1; i <= A_DAY + 100; i++) {
            series.add(load(10L * i, i % 2 == 0 ? 0.5 : 0.25), 0);
        }

        assertThat(readings()).hasSize(A_DAY);
        assertThat(readings().get(0).epochMicros()).isEqualTo((FROM + 10L * 101) * 1_000_000);
        assertThat(readings().get(0).cpu()).isEqualTo(0.25);
        assertThat(readings().get(1).cpu()).isEqualTo(0.5);
        assertThat(readings().get(A_DAY - 1).epochMicros()).isEqualTo((FROM + 10L * (A_DAY + 100)) * 1_000_000);
    }

    @Test
    void after_a_gap_that_fills_the_array_what_came_before_is_where_it_was() {
        for (int i = 1; i < 20; i++) {
            series.add(load(10L * i, 0.25), 0);
        }
        series.add(load(10L * 5_000, 1), 0);

        assertThat(readings()).hasSize(21);
        assertThat(readings().get(0).cpu()).isEqualTo(0.5);
        assertThat(readings().get(19).epochMicros()).isEqualTo((FROM + 190) * 1_000_000);
        assertThat(readings().get(20).cpu()).isEqualTo(1);
    }

    @Test
    void what_is_silent_for_a_day_begins_anew() {
        series.add(load(10L * A_DAY + 5, 1), 0);

        assertThat(readings()).containsExactly(new CpuSnapshot("n", (FROM + 10L * A_DAY) * 1_000_000, 1));
    }

    @Test
    void readings_in_the_wrong_order_change_nothing() {
        series.add(load(100, 0.25), 0);
        series.add(load(60, 1), 0);

        assertThat(readings()).extracting(CpuSnapshot::cpu).containsExactly(0.5, 0.25);
    }

    @Test
    void a_clock_that_was_set_back_is_followed() {
        series.add(load(500, 0.25), 0);
        series.add(load(100, 1), 0);
        assertThat(readings()).extracting(CpuSnapshot::cpu).containsExactly(0.5, 1.0);

        series.add(load(-3_600, 0.75), 0);
        series.add(load(-3_590, 1), 0);
        assertThat(readings()).extracting(CpuSnapshot::cpu).containsExactly(0.75, 1.0);
    }

    private List<CpuSnapshot> readings() {
        return series.history().readings();
    }

    private static HostLoad load(long second, double cpu) {
        return new HostLoad("gateway-eu", "n", (FROM + second) * 1_000_000, cpu);
    }
}
