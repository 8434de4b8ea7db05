package dev.insight.runner.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What node_exporters say of processors, and what it means. */
class CpuTimesTest {
    private static CpuTimes read(String text) throws IOException {
        return CpuTimes.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Two processors. */
    private static CpuTimes times(double user, double system, double idle, double waiting) throws IOException {
        return read("""
                # HELP node_cpu_seconds_total Seconds the CPUs spent in each mode.
                # TYPE node_cpu_seconds_total counter
                node_cpu_guest_seconds_total{cpu="0",mode="user"} 77
                node_cpu_seconds_total{cpu="0",mode="idle"} %s
                node_cpu_seconds_total{cpu="0",mode="iowait"} %s
                node_cpu_seconds_total{cpu="0",mode="user"} %s
                node_cpu_seconds_total{cpu="1",mode="idle"} 1.5e+06
                node_cpu_seconds_total{cpu="1",mode="system"} %s 1760000000000
                node_load1 3
                """.formatted(idle, waiting, user, system));
    }

    @Test
    void what_is_neither_idle_nor_waiting_for_a_disk_is_in_use() throws IOException {
        assertThat(times(13, 22, 104, 8).busySince(times(10, 20, 100, 7))).isEqualTo(0.5, within(1e-9));
        assertThat(times(10, 20, 104, 8).busySince(times(10, 20, 100, 7))).isZero();
    }

    @Test
    void a_host_that_began_anew_is_unknown_for_once_and_not_idle() throws IOException {
        assertThat(times(1, 2, 3, 0).busySince(times(10, 20, 100, 7))).isNaN();
        assertThat(times(10, 20, 100, 7).busySince(times(10, 20, 100, 7))).isNaN();
    }

    @Test
    void waiting_that_is_counted_back_is_no_new_start() throws IOException {
        assertThat(times(12, 21, 101, 6.5).busySince(times(10, 20, 100, 7))).isEqualTo(0.75, within(1e-9));
    }

    @Test
    void a_processor_that_was_not_there_before_counts_from_the_next_time_on() throws IOException {
        CpuTimes one = read("node_cpu_seconds_total{cpu=\"0\",mode=\"idle\"} 5\n");
        CpuTimes two = read("node_cpu_seconds_total{cpu=\"0\",mode=\"idle\"} 7\n"
                + "node_cpu_seconds_total{cpu=\"1\",mode=\"user\"} 900\n");

        assertThat(two.busySince(one)).isZero();
    }

    @Test
    void what_is_no_node_exporter_is_told() {
        assertThatThrownBy(() -> read("up 1\n")).hasMessageContaining("serves no node_cpu_seconds_total");
        assertThatThrownBy(() -> read("node_cpu_seconds_total{cpu=\"0\"} many\n"))
                .hasMessageContaining("many, which is no number");
    }
}
