package dev.insight.runner.history;

import static dev.insight.runner.history.SimulatedPath.START_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much memory the past takes. */
class HistorySizeTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** The number in the Javadoc of {@link History} and in the RATIONALE is this one. */
    @Test
    void day_of_a_path_of_eleven_parts_takes_about_125_kilobytes() {
        History history = History.create(new HistoryConfig(16 << 20));
        List<SimulatedPath> paths = paths(3);
        add(history, paths);
        run(history, paths, START_MILLIS, Duration.ofHours(26));

        HistoryUsage usage = history.usage();
        assertThat(usage.paths()).isEqualTo(3);
        assertThat(usage.bytes() / usage.paths()).isBetween(100_000L, 140_000L);
    }

    @Test
    void what_is_said_to_be_taken_is_what_the_heap_holds() {
        List<SimulatedPath> paths = paths(24);
        long before = heldBytes();
        History history = History.create(new HistoryConfig(16 << 20));
        add(history, paths);
        run(history, paths, START_MILLIS, Duration.ofHours(26));

        long held = heldBytes() - before;
        assertThat(history.usage().bytes()).isCloseTo(held, withinPercentage(30));
    }

    private static long heldBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    static List<SimulatedPath> paths(int count) {
        List<SimulatedPath> paths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            paths.add(new SimulatedPath("r" + i, INTERVAL, i));
        }
        return paths;
    }

    static void add(History history, List<SimulatedPath> paths) {
        paths.forEach(path -> history.onAdded(path.probe()));
    }

    /** Probes the paths, which were added, for so long. */
    static void run(History history, List<SimulatedPath> paths, long from, Duration duration) {
        for (long at = from; at < from + duration.toMillis(); at += INTERVAL.toMillis()) {
            for (int i = 0; i < paths.size(); i++) {
                history.onReport(paths.get(i).next(at + 7L * i));
            }
        }
    }
}
