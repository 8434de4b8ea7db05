package dev.insight.micrometer;

import static dev.insight.micrometer.SampleReports.MILLI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.insight.hop.CallAttempt;
import dev.insight.hop.CallTimer;
import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import dev.insight.hop.SampledCall;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HopMetricsTest {
    private static final HopStamp STAMP = HopStamp.builder("gateway-eu")
            .totalNanos(50 * MILLI)
            .upstreamNanos(47 * MILLI)
            .queueNanos(MILLI)
            .build();
    private static final HopPath PATH =
            HopPath.of(STAMP, HopStamp.builder("payments").totalNanos(2 * MILLI).build());

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final HopMetrics metrics = HopMetrics.builder()
            .caller("checkout")
            .hops("gateway-eu", "payments")
            .methods("shop.Payments/Pay")
            .build();

    @BeforeEach
    void bind() {
        metrics.bindTo(registry);
    }

    @Test
    void a_hop_shows_what_it_took_of_the_calls_it_served() {
        metrics.onStamp(STAMP, "OK");
        metrics.onWriteLag(STAMP, 2 * MILLI);

        assertThat(millis("insight.served.duration", "hop", "gateway-eu")).isEqualTo(50);
        assertThat(millis("insight.served.self", "hop", "gateway-eu")).isEqualTo(3);
        assertThat(millis("insight.served.queue", "hop", "gateway-eu")).isEqualTo(1);
        assertThat(millis("insight.served.write.lag", "hop", "gateway-eu")).isEqualTo(2);
    }

    @Test
    void streams_failures_and_nonsense_enter_no_series_of_served_calls() {
        metrics.onStamp(STAMP.toBuilder().kind(HopStamp.Kind.STREAM).build(), "OK");
        metrics.onStamp(STAMP.toBuilder().origin(HopStamp.Origin.UP).build(), "UNAVAILABLE");
        metrics.onStamp(STAMP, "NOT_FOUND");
        metrics.onStamp(HopStamp.builder("gateway-eu").build(), "OK");

        assertThat(registry.getMeters()).isEmpty();

        metrics.onStamp(STAMP.toBuilder().upstreamNanos(90 * MILLI).build(), "OK");
        assertThat(registry.get("insight.served.self").timer().count()).isZero();
        assertThat(registry.get("insight.served.invalid").counter().count()).isEqualTo(1);
    }

    @Test
    void a_sampled_call_splits_by_hop_and_link() {
        metrics.onCall(call("shop.Payments/Pay", "OK", 60 * MILLI, false));

        assertThat(millis("insight.call.duration", "method", "shop.Payments/Pay"))
                .isEqualTo(60);
        assertThat(millis("insight.call.client.lag", "method", "shop.Payments/Pay"))
                .isEqualTo(1);
        assertThat(millis("insight.call.pre.transport", "method", "shop.Payments/Pay"))
                .isEqualTo(3);
        assertThat(millis("insight.call.link", "link", "checkout>gateway-eu")).isEqualTo(10);
        assertThat(millis("insight.call.hop.self", "hop", "gateway-eu")).isEqualTo(3);
        assertThat(millis("insight.call.hop.queue", "hop", "gateway-eu")).isEqualTo(1);
        assertThat(millis("insight.call.link", "link", "gateway-eu>payments")).isEqualTo(45, within(1e-9));
        assertThat(millis("insight.call.hop.self", "hop", "payments")).isEqualTo(2);
    }

    @Test
    void failed_and_streaming_calls_are_counted_and_enter_no_latency_series() {
        metrics.onCall(call("shop.Payments/Pay", "UNAVAILABLE", -1, false));
        metrics.onCall(call("shop.Payments/Pay", "OK", 60 * MILLI, true));

        assertThat(registry.get("insight.calls")
                        .tag("outcome", "UNAVAILABLE")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("insight.calls").tag("outcome", "OK").counter().count())
                .isEqualTo(1);
        assertThat(registry.find("insight.call.duration").timer()).isNull();
        assertThat(registry.find("insight.call.link").timer()).isNull();
    }

    @Test
    void names_and_methods_that_were_not_given_count_as_other() {
        for (int i = 0; i < 500; i++) {
            HopPath path = HopPath.of(
                    HopStamp.builder("made-up-" + i).totalNanos(MILLI).build());
            metrics.onCall(call("made.Up/Method" + i, "OK", 2 * MILLI, false, path));
            metrics.onStamp(HopStamp.builder("made-up-" + i).totalNanos(MILLI).build(), "OK");
        }

        assertThat(registry.get("insight.call.duration")
                        .tag("method", "other")
                        .timer()
                        .count())
                .isEqualTo(500);
        assertThat(registry.get("insight.call.hop.self")
                        .tag("hop", "other")
                        .timer()
                        .count())
                .isEqualTo(500);
        assertThat(registry.get("insight.served.duration")
                        .tag("hop", "other")
                        .timer()
                        .count())
                .isEqualTo(500);
        assertThat(registry.getMeters())
                .as("a histogram has a gauge a bucket here")
                .filteredOn(meter -> !meter.getId().getName().endsWith(".histogram"))
                .hasSizeLessThan(15);
    }

    @Test
    void nothing_is_left_when_it_closes() {
        metrics.onStamp(STAMP, "OK");
        metrics.onCall(call("shop.Payments/Pay", "OK", 60 * MILLI, false));
        metrics.close();
        metrics.onStamp(STAMP, "OK");

        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void it_can_be_in_one_registry_only() {
        metrics.bindTo(registry);

        assertThatIllegalStateException()
                .isThrownBy(() -> metrics.bindTo(new SimpleMeterRegistry()))
                .withMessageContaining("CompositeMeterRegistry");
    }

    @Test
    void it_shares_a_prometheus_registry_with_the_probes() {
        PrometheusMeterRegistry prometheus =
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT).throwExceptionOnRegistrationFailure();
        HopMetrics hops = HopMetrics.builder().hops("gateway-eu", "payments").build();
        hops.bindTo(prometheus);
        InsightMetrics probes = new InsightMetrics(prometheus);
        probes.onAdded(SampleReports.PROBE);
        probes.onReport(SampleReports.ok(SampleReports.PROBE, 47 * MILLI, 0));
        hops.onStamp(STAMP, "OK");
        hops.onCall(call("shop.Payments/Pay", "OK", 60 * MILLI, false));

        assertThat(prometheus.scrape())
                .contains("# TYPE insight_served_duration_seconds histogram")
                .contains("insight_call_link_seconds_count{link=\"gateway-eu>payments\"} 1")
                .contains("insight_calls_total{method=\"other\",outcome=\"OK\"} 1.0")
                .contains("insight_hop_self_seconds_count{hop=\"gateway-eu\",route=\"forwarded\"");
    }

    private static SampledCall call(String method, String outcome, long latencyNanos, boolean streaming) {
        return call(method, outcome, latencyNanos, streaming, PATH);
    }

    /** A call that waited 3 ms for its connection and, if it was answered, 1 ms for its application. */
    private static SampledCall call(String method, String outcome, long latencyNanos, boolean streaming, HopPath path) {
        FakeTicker ticker = new FakeTicker();
        CallTimer timer = CallTimer.create(ticker);
        timer.started();
        ticker.nanos += 3 * MILLI;
        CallAttempt attempt = timer.attempt();
        if (latencyNanos >= 0) {
            ticker.nanos += latencyNanos;
            attempt.answered(List.of());
        }
        ticker.nanos += MILLI;
        timer.closed(outcome);
        return timer.sampled(method, streaming, path);
    }

    private double millis(String name, String key, String value) {
        Timer timer = registry.get(name).tag(key, value).timer();
        assertThat(timer.count()).isEqualTo(1);
        return timer.totalTime(TimeUnit.NANOSECONDS) / 1e6;
    }
}
