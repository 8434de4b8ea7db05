package dev.insight.examples.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.insight.Insight;
import dev.insight.grpc.GrpcInsight;
import dev.insight.micrometer.InsightMetrics;
import dev.insight.probe.Probe;
import dev.insight.probe.TargetSource;
import dev.insight.runner.store.PathStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every peer fails at once, and comes back. */
@Tag("soak")
class OutageTest {
    private static final int PATHS = 200;
    private static final int SECONDS = 20;

    private final Tally tally = new Tally();

    @Test
    void outage_of_every_peer_costs_no_more_than_health_and_ends_within_two_intervals() throws Exception {
        try (Fleet fleet = new Fleet(4);
                Insight insight = Insight.builder(GrpcInsight.transport())
                        .targets(TargetSource.of(fleet.probes(0, PATHS).toArray(Probe[]::new)))
                        .listener(tally)
                        .listener(PathStore.create())
                        .listener(new InsightMetrics(new SimpleMeterRegistry()))
                        .build()
                        .start()) {
            await().atMost(Duration.ofSeconds(20)).until(() -> tally.answered() == PATHS);
            assertThat(insight.status().paths()).isEqualTo(PATHS);
            cpuMillis(); // once to warm up
            // An outage takes other code, which is compiled the first time it happens.
            down(fleet);
            cpuMillis();
            up(fleet);
            await().atMost(Duration.ofSeconds(20)).until(() -> tally.answered() == PATHS);
            long healthy = cpuMillis();
            down(fleet);
            long out = cpuMillis();
            tally.forgetAnswers();
            up(fleet);
            long back = System.nanoTime();
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> tally.answered() == PATHS);
            double intervals = (double) (System.nanoTime() - back) / Fleet.INTERVAL.toNanos();

            System.out.printf(
                    Locale.ROOT,
                    "%d paths, CPU of Insight's threads over %d s: %d ms healthy, %d ms with every peer down; all back %.1f"
                            + " intervals after%n",
                    PATHS,
                    SECONDS,
                    healthy,
                    out,
                    intervals);
            assertThat(out).isLessThanOrEqualTo(healthy * 3 / 2);
            assertThat(intervals).isLessThanOrEqualTo(2);
        }
    }

    private static void down(Fleet fleet) {
        for (int i = 0; i < fleet.size(); i++) {
            fleet.stop(i);
        }
    }

    private static void up(Fleet fleet) throws Exception {
        for (int i = 0; i < fleet.size(); i++) {
            fleet.start(i);
        }
    }

    /** Processor time of Insight's threads in the next {@link #SECONDS}; looked at often, for threads come and go. */
    private static long cpuMillis() throws Exception {
        Map<String, Long> used = new TreeMap<>();
        AtomicReference<Map<String, Long>> last = new AtomicReference<>(Vitals.insightCpuNanos());
        Pacing.repeat(SECONDS * 5, Duration.ofMillis(200), number -> {
            Map<String, Long> now = Vitals.insightCpuNanos();
            now.forEach((thread, nanos) -> used.merge(
                    thread.replaceAll("-?[0-9]*#.*", ""), nanos - last.get().getOrDefault(thread, 0L), Long::sum));
            last.set(now);
        });
        used.replaceAll((kind, nanos) -> nanos / 1_000_000);
        System.out.println("ms by thread: " + used);
        return used.values().stream().mapToLong(Long::longValue).sum();
    }
}
