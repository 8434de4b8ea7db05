package dev.insight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** How much heap diagnosis keeps of a path of five hops of two instances each, hosts' load included. */
class StateSizeTest {
    private static final long LIMIT_BYTES = 48 * 1_024;
    /** Enough of them that what else the process keeps does not show. */
    private static final int LAYERS = 40;

    @Test
    void a_path_that_shares_nothing_keeps_at_most_48_KiB() {
        assertThat(bytesOf(SimulatedLayer::lone)).isLessThanOrEqualTo(LIMIT_BYTES);
    }

    @Test
    void a_path_of_a_mesh_keeps_at_most_40_KiB_with_its_share_of_components() {
        assertThat(bytesOf(SimulatedLayer::new) / 6).isLessThanOrEqualTo(40 * 1_024);
    }

    /** Heap that one diagnoser keeps after an hour. */
    private static long bytesOf(Supplier<SimulatedLayer> layers) {
        long before = retained();
        List<Diagnoser> diagnosers = new ArrayList<>();
        for (int i = 0; i < LAYERS; i++) {
            SimulatedLayer layer = layers.get();
            for (int minute = 0; minute < 60; minute++) {
                layer.probes().stream()
                        .flatMap(probe -> probe.route().hops().stream())
                        .distinct()
                        .forEach(hop -> layer.load(hop, 0.3));
                layer.run(Duration.ofMinutes(1));
            }
            diagnosers.add(layer.diagnoser());
        }
        long after = retained();
        assertThat(diagnosers).hasSize(LAYERS);
        return (after - before) / LAYERS;
    }

    private static long retained() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
