package dev.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.insight.hop.HopStamp;
import dev.insight.probe.FakeTicker;
import dev.insight.probe.FakeTransport;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.Probes;
import dev.insight.probe.Route;
import dev.insight.probe.Target;
import dev.insight.probe.TargetSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InsightTest {
    private final FakeTransport transport = FakeTransport.answering(1_000_000);
    private final RecordingListener listener = new RecordingListener();
    private final AtomicReference<List<Probe>> wanted = new AtomicReference<>(List.of());
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    @Test
    void start_probes_and_reports_in_order() {
        try (Insight insight = builder().build().start()) {
            want(insight, fast("a"));
            await().until(() -> listener.reports().size() >= 3);
        }

        assertThat(listener.events()).startsWith("added a").contains("report a").endsWith("removed a");
        assertThat(transport.isShut()).isTrue();
    }

    @Test
    void start_twice_starts_once_and_after_close_never() {
        Insight insight = builder().build();
        insight.start().start();

        assertThat(threads)
                .extracting(Thread::getName)
                .containsExactlyInAnyOrder("insight-pipeline", "insight-prober", "insight-stall", "insight-targets");
        insight.close();
        insight.close();

        assertThatThrownBy(insight::start).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(insight::refresh).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> insight.probeOnce(fast("a"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void close_leaves_no_thread_no_session_and_no_path() {
        Insight insight = builder().build().start();
        want(insight, fast("a"), fast("b"));
        await().until(() -> listener.reports().size() >= 3);

        insight.close();

        assertThat(threads).isNotEmpty().noneMatch(Thread::isAlive);
        assertThat(transport.channels()).isZero();
        assertThat(transport.isShut()).isTrue();
        assertThat(listener.events()).contains("removed a", "removed b");
        assertThat(insight.status()).satisfies(status -> {
            assertThat(status.paths()).isZero();
            assertThat(status.outstanding()).isZero();
        });
    }

    @Test
    void close_before_start_closes_the_transport() {
        builder().build().close();

        assertThat(transport.isShut()).isTrue();
        assertThat(threads).isEmpty();
    }

    @Test
    void refresh_touches_only_paths_that_changed() {
        try (Insight insight = builder().build()) {
            Probe kept = fast("kept");
            want(insight, kept, fast("gone"), fast("changed"));
            Probe changed =
                    Probes.builder("changed").interval(Duration.ofSeconds(7)).build();

            want(insight, fast("kept"), changed, fast("new"));

            assertThat(transport.opened())
                    .extracting(PathId::service)
                    .containsExactly("kept", "gone", "changed", "changed", "new");
            assertThat(transport.closed()).extracting(PathId::service).containsExactlyInAnyOrder("gone", "changed");
            assertThat(insight.status().paths()).isEqualTo(3);
        }
    }

    @Test
    void path_reached_at_another_address_is_the_same_path_still() {
        try (Insight insight = builder().build().start()) {
            want(insight, at("10.0.0.1:443"));
            await().until(() -> !listener.reports().isEmpty());

            want(insight, at("10.0.0.2:443"));
            await().until(() -> listener.reports().stream()
                    .anyMatch(report -> report.result().slot().probe().equals(at("10.0.0.2:443"))));
            want(insight);
            await().until(() -> listener.events().contains("removed a"));
        }

        assertThat(transport.closed()).hasSameSizeAs(transport.opened()).hasSize(2);
        assertThat(listener.events()).startsWith("added a").endsWith("removed a");
        assertThat(listener.added()).isEqualTo(listener.removed()).containsExactly(at("10.0.0.1:443"));
    }

    private static Probe at(String address) {
        Target target = Target.builder("sg", "a", address).build();
        return Probe.builder("eu", target, Route.of("direct"))
                .interval(Duration.ofMillis(2))
                .build();
    }

    @Test
    void source_that_throws_leaves_what_is_measured_and_is_counted() {
        FakeTicker ticker = new FakeTicker();
        AtomicReference<TargetSource> source = new AtomicReference<>(() -> List.of(fast("a")));
        try (Insight insight = Insight.builder(transport)
                .ticker(ticker)
                .targets(() -> source.get().probes())
                .build()) {
            insight.refresh();
            source.set(() -> {
                throw new IllegalStateException("gone fishing");
            });
            ticker.advance(Duration.ofSeconds(90));

            insight.refresh();

            assertThat(insight.status().paths()).isEqualTo(1);
            assertThat(insight.status().listenerFaults()).isEqualTo(1);
            assertThat(insight.status().targetsAge()).isEqualTo(Duration.ofSeconds(90));
            source.set(TargetSource.of());
            insight.refresh();
            assertThat(insight.status().paths()).isZero();
            assertThat(insight.status().targetsAge()).isZero();
        }
    }

    @Test
    void age_that_the_source_tells_is_kept_and_grows() {
        FakeTicker ticker = new FakeTicker();
        TargetSource stale = new TargetSource() {
            @Override
            public List<Probe> probes() {
                return List.of();
            }

            @Override
            public Duration age() {
                return Duration.ofMinutes(3);
            }
        };
        try (Insight insight =
                Insight.builder(transport).ticker(ticker).targets(stale).build()) {
            insight.refresh();
            ticker.advance(Duration.ofSeconds(2));

            assertThat(insight.status().targetsAge()).isEqualTo(Duration.ofSeconds(182));
        }
    }

    @Test
    void path_named_twice_is_measured_as_first_named() {
        try (Insight insight = builder().build()) {
            want(insight, fast("a"), Probes.warm("a"), fast("b"));

            assertThat(transport.opened()).extracting(PathId::service).containsExactly("a", "b");
        }
    }

    @Test
    void outage_moves_no_latency_series() {
        AtomicBoolean healthy = new AtomicBoolean(true);
        FakeTransport flaky = new FakeTransport(call -> {
            if (healthy.get()) {
                call.succeed(1_000_000);
            } else {
                call.fail("UNAVAILABLE");
            }
        });
        try (Insight insight = Insight.builder(flaky)
                .targets(TargetSource.of(fast("a")))
                .listener(listener)
                .build()) {
            insight.start();
            await().until(() -> reports(true) >= 5);
            healthy.set(false);
            await().until(() -> reports(false) >= 5);
            healthy.set(true);
            long before = reports(true);
            await().until(() -> reports(true) >= before + 5);
        }

        assertThat(listener.reports()).allSatisfy(report -> {
            boolean ok = report.result().outcome().isOk();
            assertThat(report.result().latencyNanos()).isEqualTo(ok ? 1_000_000 : HopStamp.ABSENT);
            assertThat(report.result().isMeasurement())
                    .isEqualTo(ok && !report.result().tainted());
            assertThat(report.decomposition().latencyNanos())
                    .isEqualTo(report.result().latencyNanos());
        });
    }

    @Test
    void single_probe_is_reported_to_the_caller_only() {
        try (Insight insight = builder().build()) {
            List<ProbeReport> reports = insight.probeOnce(fast("a"));

            assertThat(reports).last().satisfies(report -> {
                assertThat(report.result().slot().kind()).isEqualTo(ProbeKind.WARM);
                assertThat(report.result().outcome().isOk()).isTrue();
                assertThat(report.decomposition().latencyNanos()).isEqualTo(1_000_000);
            });
            assertThat(listener.events()).isEmpty();
        }
        assertThat(threads).noneMatch(Thread::isAlive);
    }

    @Test
    void listener_may_close_what_tells_it() {
        AtomicReference<Insight> self = new AtomicReference<>();
        CountDownLatch closed = new CountDownLatch(1);
        Insight insight = builder()
                .listener(new InsightListener() {
                    @Override
                    public void onReport(ProbeReport report) {
                        self.get().close();
                        closed.countDown();
                    }
                })
                .build();
        self.set(insight);
        insight.start();
        want(insight, fast("a"));

        await().until(() -> closed.getCount() == 0);
        await().until(() -> threads.stream().noneMatch(Thread::isAlive));
        assertThat(listener.events()).endsWith("removed a");
    }

    @Test
    void builder_refuses_what_is_missing() {
        assertThatThrownBy(() -> builder().listener(nothing())).hasMessage("listener == null");
        assertThatThrownBy(() -> builder().targets(nothing())).hasMessage("source == null");
        assertThatThrownBy(() -> builder().queueCapacity(0)).hasMessage("queueCapacity must be positive: 0");
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }

    private long reports(boolean ok) {
        return listener.reports().stream()
                .filter(report -> report.result().outcome().isOk() == ok)
                .count();
    }

    private Insight.Builder builder() {
        return Insight.builder(transport)
                .targets(wanted::get)
                .listener(listener)
                .threads(body -> {
                    Thread thread = new Thread(body);
                    threads.add(thread);
                    return thread;
                });
    }

    private void want(Insight insight, Probe... probes) {
        wanted.set(List.of(probes));
        insight.refresh();
    }

    private static Probe fast(String service) {
        return Probes.builder(service).interval(Duration.ofMillis(20)).build();
    }
}
