package dev.insight.micrometer.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistogramRegistryTest {
    private static final Duration[] BUCKETS = {Duration.ofMillis(1), Duration.ofMillis(10), Duration.ofSeconds(2)};

    private final HistogramRegistry registry = new HistogramRegistry(PrometheusConfig.DEFAULT);

    @Test
    void its_histograms_read_as_those_of_Micrometer() {
        PrometheusMeterRegistry peer = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        for (MeterRegistry each : List.of(registry, peer)) {
            each.config().commonTags("application", "shop");
            Timer timer = timer(each, "took");
            for (Duration took : List.of(
                    Duration.ZERO,
                    Duration.ofNanos(1_000_000), // on a bound, so in its bucket
                    Duration.ofNanos(1_000_001),
                    Duration.ofMillis(1_500),
                    Duration.ofSeconds(30))) {
                timer.record(took);
            }
            timer.record(-1, TimeUnit.SECONDS); // is dropped, as Micrometer does
        }

        assertThat(lines(registry)).isNotEmpty().isEqualTo(lines(peer));
    }

    @Test
    void timers_read_as_they_were_written() {
        Timer timer = timer(registry, "took");
        timer.record(47, TimeUnit.MILLISECONDS);
        timer.record(53, TimeUnit.MILLISECONDS);

        assertThat(timer.count()).isEqualTo(2);
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isBetween(99.999, 100.001);
        assertThat(timer.max(TimeUnit.MILLISECONDS)).isEqualTo(53.0);
    }

    @Test
    void no_value_is_lost_between_threads() {
        Timer timer = timer(registry, "took");
        IntStream.range(0, 8).parallel().forEach(thread -> {
            for (int i = 0; i < 10_000; i++) {
                timer.record(thread, TimeUnit.MILLISECONDS);
            }
        });

        assertThat(timer.count()).isEqualTo(80_000);
        assertThat(timer.totalTime(TimeUnit.SECONDS)).isBetween(279.999, 280.001);
        assertThat(timer.max(TimeUnit.MILLISECONDS)).isEqualTo(7.0);
    }

    @Test
    void a_timer_that_asks_for_more_than_fixed_buckets_is_Micrometers() {
        Timer.builder("fine")
                .serviceLevelObjectives(BUCKETS)
                .publishPercentileHistogram()
                .register(registry)
                .record(3, TimeUnit.MILLISECONDS);

        assertThat(lines(registry).stream().filter(line -> line.startsWith("fine_seconds_bucket")))
                .hasSizeGreaterThan(20);
    }

    @Test
    void series_leave_one_by_one_and_the_family_with_the_last() {
        Timer one = timer(registry, "took", "hop", "a");
        Timer two = timer(registry, "took", "hop", "b");
        registry.remove(one);

        assertThat(registry.scrape()).doesNotContain("hop=\"a\"").contains("took_seconds_count{hop=\"b\"} 0");

        registry.remove(two);
        assertThat(registry.scrape()).isEmpty();
        timer(registry, "took", "hop", "a").record(1, TimeUnit.SECONDS);
        assertThat(registry.scrape()).contains("took_seconds_count{hop=\"a\"} 1");
    }

    private static Timer timer(MeterRegistry registry, String name, String... tags) {
        return Timer.builder(name)
                .description("What it took.")
                .tags(tags)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** But for the gauge of the largest value, which only Micrometer has. */
    private static List<String> lines(PrometheusMeterRegistry registry) {
        return registry.scrape().lines().filter(line -> !line.contains("_max")).toList();
    }
}
