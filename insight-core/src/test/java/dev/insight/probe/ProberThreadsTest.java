package dev.insight.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.insight.hop.Ticker;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The prober with its threads, on the machine's clock. */
@Timeout(60)
class ProberThreadsTest {
    private final Queue<ProbeResult> results = new ConcurrentLinkedQueue<>();
    private final AtomicInteger skips = new AtomicInteger();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    @Test
    void starts_are_close_to_the_intended_ones_at_a_thousand_a_second() {
        FakeTransport transport = FakeTransport.answering(1);
        try (Prober prober = prober(transport)) {
            prober.start();
            for (int i = 0; i < 200; i++) {
                prober.add(Probes.builder("service-" + i)
                        .interval(Duration.ofMillis(200))
                        .build());
            }
            await().until(() -> results.size() >= 3_000);
        }

        long[] lags =
                results.stream().mapToLong(ProbeResult::startLagNanos).sorted().toArray();
        System.out.printf(
                "start lag of %d probes at 1,000/s, ms: p50 %.3f, p99 %.3f, max %.3f%n",
                lags.length,
                lags[lags.length / 2] / 1e6,
                lags[lags.length * 99 / 100] / 1e6,
                lags[lags.length - 1] / 1e6);
        assertThat(lags[0]).isNotNegative();
        assertThat(lags[lags.length / 2]).isLessThan(Duration.ofMillis(20).toNanos());
    }

    @Test
    void paths_that_hang_or_throw_do_not_keep_others_from_starting() {
        FakeTransport transport = new FakeTransport(call -> {
            switch (call.slot().probe().path().service()) {
                case "hangs" -> {}
                case "throws" -> throw new IllegalStateException("broken");
                default -> call.succeed(1);
            }
        });
        try (Prober prober = prober(transport)) {
            prober.start();
            for (String service : List.of("hangs", "throws", "works")) {
                prober.add(Probes.builder(service)
                        .interval(Duration.ofMillis(20))
                        .timeout(Duration.ofMillis(100))
                        .build());
            }
            await().until(() -> ended("works") >= 50 && ended("throws") >= 20 && ended("hangs") >= 3);
        }

        assertThat(results)
                .filteredOn(result -> is(result, "works"))
                .allMatch(result -> result.outcome().isOk());
    }

    @Test
    void two_threads_serve_any_number_of_paths_and_end_with_the_prober() {
        Prober prober = prober(FakeTransport.answering(1));
        prober.start();
        prober.start();
        for (int i = 0; i < 500; i++) {
            prober.add(Probes.builder("service-" + i)
                    .interval(Duration.ofMillis(500))
                    .build());
        }
        await().until(() -> results.size() >= 500);

        assertThat(threads).extracting(Thread::getName).containsExactlyInAnyOrder("insight-stall", "insight-prober");
        assertThat(threads).allMatch(Thread::isDaemon);
        prober.close();
        assertThat(threads).noneMatch(Thread::isAlive);
        int ended = results.size();
        prober.loop().step();
        assertThat(results).hasSize(ended);
    }

    @Test
    void removed_path_can_be_collected() {
        try (Prober prober = prober(FakeTransport.forgetful())) {
            prober.start();
            WeakReference<Probe> gone = addAndRemove(prober);
            await().until(() -> {
                results.clear();
                System.gc();
                return gone.get() == null;
            });
        }
    }

    @Test
    void single_probe_needs_no_start_and_is_told_to_nobody() {
        try (Prober prober = prober(FakeTransport.answering(7))) {
            List<ProbeResult> once = prober.once(Probes.warm("a"));

            assertThat(once)
                    .filteredOn(result -> result.slot().kind() == ProbeKind.WARM)
                    .singleElement()
                    .satisfies(result -> assertThat(result.latencyNanos()).isEqualTo(7));
            assertThat(results).isEmpty();
        }
        assertThat(threads).noneMatch(Thread::isAlive);
    }

    @Test
    void single_probe_that_is_not_answered_ends_after_its_timeout() {
        try (Prober prober = prober(FakeTransport.silent())) {
            List<ProbeResult> once = prober.once(
                    Probes.builder("a").timeout(Duration.ofMillis(50)).build());

            assertThat(once.get(once.size() - 1).outcome().code()).isEqualTo("DEADLINE_EXCEEDED");
        }
    }

    @Test
    void transport_that_blocks_while_opening_holds_up_no_other_path() {
        CountDownLatch opens = new CountDownLatch(1);
        FakeTransport transport = FakeTransport.answering(1);
        ProbeTransport blocking = new ProbeTransport() {
            @Override
            public Session open(Probe probe) {
                if (probe.path().service().equals("blocks")) {
                    awaitQuietly(opens);
                }
                return transport.open(probe);
            }

            @Override
            public int channels() {
                return 0;
            }

            @Override
            public void close() {}
        };
        Thread adder;
        try (Prober prober = prober(blocking)) {
            prober.start();
            prober.add(Probes.builder("works").interval(Duration.ofMillis(20)).build());
            adder = new Thread(() -> prober.add(Probes.warm("blocks")));
            adder.start();

            await().until(() -> ended("works") >= 10);
            assertThat(adder.isAlive()).isTrue();
        } finally {
            opens.countDown();
        }
        await().until(() -> !adder.isAlive());
        assertThat(transport.channels())
                .as("the session opened too late is closed")
                .isZero();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private WeakReference<Probe> addAndRemove(Prober prober) {
        Probe probe = Probes.builder("gone", "gw")
                .interval(Duration.ofMillis(5))
                .partialInterval(Duration.ofSeconds(1))
                .build();
        prober.add(probe);
        await().until(() -> ended("gone") > 3);
        prober.remove(probe);
        return new WeakReference<>(probe);
    }

    private long ended(String service) {
        return results.stream().filter(result -> is(result, service)).count();
    }

    private static boolean is(ProbeResult result, String service) {
        return result.slot().probe().path().service().equals(service);
    }

    private Prober prober(ProbeTransport transport) {
        return Prober.create(
                transport, results::add, (slot, reason) -> skips.incrementAndGet(), Ticker.system(), body -> {
                    Thread thread = new Thread(body);
                    threads.add(thread);
                    return thread;
                });
    }
}
