package dev.insight.examples.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.insight.Insight;
import dev.insight.grpc.GrpcInsight;
import dev.insight.micrometer.InsightMetrics;
import dev.insight.probe.Probe;
import dev.insight.runner.store.PathStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two hundred paths at one probe a second each, five of them replaced every second, one forwarder of four restarted every
 * ten: threads, channels, descriptors and heap stay flat, and nothing is left after {@code close()}.
 *
 * <p>{@code -Dsoak.minutes=20} sets its length (3 unless set), {@code -Dsoak.results=FILE} keeps its table.
 */
@Tag("soak")
class SoakTest {
    private static final int PATHS = 200;
    private static final int REPLACED_EACH_SECOND = 5;
    private static final int MINUTES = Integer.getInteger("soak.minutes", 3);
    private static final int SECONDS_A_ROW = Math.max(10, MINUTES * 60 / 18);

    private final Tally tally = new Tally();
    private final List<Vitals> rows = new ArrayList<>();
    private final StringBuilder table = new StringBuilder();

    @Test
    void nothing_grows_while_targets_and_forwarders_come_and_go() throws Exception {
        MeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        PathStore store = PathStore.create();
        try (Fleet fleet = new Fleet(4)) {
            Vitals before = Vitals.now();
            AtomicReference<List<Probe>> wanted = new AtomicReference<>(fleet.probes(0, PATHS));
            Insight insight = Insight.builder(GrpcInsight.transport())
                    .targets(wanted::get)
                    .listener(tally)
                    .listener(store)
                    .listener(new InsightMetrics(registry))
                    .build();
            title();
            try (insight) {
                insight.start();
                int rowsWanted = MINUTES * 60 / SECONDS_A_ROW;
                Pacing.repeat(rowsWanted * SECONDS_A_ROW, Duration.ofSeconds(1), second -> {
                    wanted.set(fleet.probes((second + 1) * REPLACED_EACH_SECOND, PATHS));
                    restart(fleet, second);
                    if ((second + 1) % SECONDS_A_ROW == 0) {
                        row(second + 1, insight, registry);
                    }
                });
            }
            // What the forwarders hold of connections goes a moment after.
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                Vitals after = Vitals.now();
                assertThat(Vitals.insightThreads()).isEmpty();
                assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors() + 5);
            });
            write("closed", insight, registry, Vitals.now());
            assertThat(insight.status().channels()).isZero();
            assertThat(store.paths()).isEmpty();
            // Meters without a path stay with the registry.
            assertThat(registry.getMeters())
                    .allSatisfy(
                            meter -> assertThat(meter.getId().getTag("target")).isNull());
        } finally {
            keep();
        }
        assertFlat();
    }

    private void restart(Fleet fleet, int second) throws IOException {
        int index = second / 10 % fleet.size();
        if (second % 10 == 3) {
            fleet.stop(index);
        } else if (second % 10 == 5) {
            fleet.start(index);
        }
    }

    /** Neither end of the run is above the other by more than what comes and goes. */
    private void assertFlat() {
        int warmedUp = rows.size() / 4;
        List<Vitals> early = rows.subList(warmedUp, (rows.size() + warmedUp) / 2);
        List<Vitals> late = rows.subList((rows.size() + warmedUp) / 2, rows.size());
        assertThat(worst(late, Vitals::threads)).isLessThanOrEqualTo(worst(early, Vitals::threads) + 4);
        assertThat(worst(late, Vitals::descriptors)).isLessThanOrEqualTo(worst(early, Vitals::descriptors) * 1.1 + 20);
        assertThat(least(late, Vitals::heapKiB)).isLessThanOrEqualTo(least(early, Vitals::heapKiB) * 1.05 + 1024);
        assertThat(tally.ok.sum()).isGreaterThan(rows.size() * (long) SECONDS_A_ROW * PATHS * 7 / 10);
    }

    private static double worst(List<Vitals> some, ToDoubleFunction<Vitals> what) {
        return some.stream().mapToDouble(what).max().orElseThrow();
    }

    private static double least(List<Vitals> some, ToDoubleFunction<Vitals> what) {
        return some.stream().mapToDouble(what).min().orElseThrow();
    }

    private void row(int second, Insight insight, MeterRegistry registry) {
        Vitals vitals = Vitals.now();
        rows.add(vitals);
        write(second + " s", insight, registry, vitals);
    }

    private void title() {
        table.append(
                "| at | paths | channels | threads | descriptors | heap KiB after GC | meters | ok | failed | skipped | tainted |\n");
        table.append("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
    }

    private void write(String at, Insight insight, MeterRegistry registry, Vitals vitals) {
        String line = String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d |%n",
                at,
                insight.status().paths(),
                insight.status().channels(),
                vitals.threads(),
                vitals.descriptors(),
                vitals.heapKiB(),
                registry.getMeters().size(),
                tally.ok.sum(),
                tally.failed.sum(),
                tally.skipped.sum(),
                tally.tainted.sum());
        table.append(line);
        System.out.print(line);
    }

    private void keep() throws IOException {
        String file = System.getProperty("soak.results");
        if (file == null) {
            return;
        }
        Files.writeString(Path.of(file), """
                # Soak: %d minutes

                Written by `SoakTest` on %s, %d processors:

                    mvn -Psoak -Dfast -pl insight-examples -am test -Dtest=SoakTest \\
                      -Dsurefire.failIfNoSpecifiedTests=false -Dsoak.minutes=%d -Dsoak.results=FILE

                %d paths at one probe a second each; each second %d of them are removed and as many added; each ten seconds one
                of four forwarders is down for two. *threads* are those of Insight, *channels* its channels; descriptors
                and heap are the whole process's, forwarders and service included.

                %s
                Failures by code: %s
                """.formatted(
                        MINUTES,
                        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                        Runtime.getRuntime().availableProcessors(),
                        MINUTES,
                        PATHS,
                        REPLACED_EACH_SECOND,
                        table,
                        tally.codes));
    }
}
