package dev.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.insight.diagnosis.PathBaseline;
import dev.insight.diagnosis.VantageSource;
import dev.insight.diagnosis.Verdict;
import dev.insight.hop.HopStamp;
import dev.insight.hop.Ticker;
import dev.insight.probe.FakeTicker;
import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import dev.insight.probe.Probe;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import dev.insight.probe.Probes;
import dev.insight.probe.SkipReason;
import dev.insight.probe.Slot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PipelineTest {
    private static final int CAPACITY = 10;

    private final Probe probe = Probes.warm("a");
    private final RecordingListener listener = new RecordingListener();
    private final LongAdder faults = new LongAdder();

    @Test
    void events_are_told_in_their_order_and_all_paths_removed_in_the_end() {
        Pipeline pipeline = pipeline(listener);
        pipeline.added(probe);
        pipeline.report(result(probe));
        pipeline.skipped(slot(probe), SkipReason.STALLED);
        pipeline.added(Probes.warm("b"));
        pipeline.end();

        pipeline.run();

        assertThat(listener.events())
                .containsExactly("added a", "report a", "skipped a", "added b", "removed a", "removed b");
    }

    @Test
    void nothing_of_a_path_is_told_after_its_removal_or_before_its_addition() {
        Pipeline pipeline = pipeline(listener);
        pipeline.report(result(probe));
        pipeline.added(probe);
        pipeline.removed(probe);
        pipeline.report(result(probe));
        pipeline.skipped(slot(probe), SkipReason.OUTSTANDING);
        pipeline.end();

        pipeline.run();

        assertThat(listener.events()).containsExactly("added a", "removed a");
    }

    @Test
    void result_of_a_probe_that_was_replaced_is_not_told_as_its_successors() {
        Probe changed = Probes.builder("a").interval(Duration.ofSeconds(9)).build();
        Pipeline pipeline = pipeline(listener);
        pipeline.added(probe);
        pipeline.removed(probe);
        pipeline.added(changed);
        pipeline.report(result(probe));
        pipeline.report(result(changed));
        pipeline.end();

        pipeline.run();

        assertThat(listener.events()).containsExactly("added a", "removed a", "added a", "report a", "removed a");
    }

    @Test
    void results_beyond_the_capacity_are_dropped_and_counted_but_changes_never() {
        Pipeline pipeline = pipeline(listener);
        pipeline.added(probe);
        for (int i = 0; i < CAPACITY + 7; i++) {
            pipeline.report(result(probe));
        }
        pipeline.added(Probes.warm("b"));
        pipeline.end();

        pipeline.run();

        assertThat(listener.reports()).hasSize(CAPACITY);
        assertThat(listener.events()).contains("added b", "removed b");
        assertThat(pipeline.dropped()).isEqualTo(7);
        assertThat(faults.sum()).isZero();
    }

    @Test
    void room_comes_back_when_listeners_catch_up() {
        Pipeline pipeline = pipeline(listener);
        pipeline.added(probe);
        Thread thread = new Thread(pipeline);
        thread.start();
        for (int i = 1; i <= 5 * CAPACITY; i++) {
            int told = i;
            pipeline.report(result(probe));
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> listener.reports().size() == told);
        }
        pipeline.end();
        await().until(() -> !thread.isAlive());

        assertThat(pipeline.dropped()).isZero();
    }

    @Test
    void listener_that_throws_keeps_nothing_from_the_others() {
        InsightListener broken = new InsightListener() {
            @Override
            public void onAdded(Probe added) {
                throw new IllegalStateException("no");
            }

            @Override
            public void onReport(ProbeReport report) {
                throw new AssertionError("never");
            }
        };
        Pipeline pipeline = pipeline(broken, listener);
        pipeline.added(probe);
        pipeline.report(result(probe));
        pipeline.report(result(probe));
        pipeline.end();

        pipeline.run();

        assertThat(listener.events()).containsExactly("added a", "report a", "report a", "removed a");
        assertThat(faults.sum()).isEqualTo(3);
    }

    @Test
    void listener_that_hangs_delays_nobody_who_reports() {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        InsightListener hanging = new InsightListener() {
            @Override
            public void onAdded(Probe added) {
                entered.countDown();
                awaitQuietly(release);
            }
        };
        Pipeline pipeline = pipeline(hanging, listener);
        Thread thread = new Thread(pipeline);
        thread.start();
        pipeline.added(probe);
        awaitQuietly(entered);

        for (int i = 0; i < 100_000; i++) {
            pipeline.report(result(probe));
        }

        assertThat(pipeline.dropped()).isEqualTo(100_000 - CAPACITY);
        release.countDown();
        pipeline.end();
        await().until(() -> !thread.isAlive());
        assertThat(listener.reports()).hasSize(CAPACITY);
    }

    @Test
    void listener_that_leaves_its_thread_interrupted_does_not_end_the_loop() {
        InsightListener rude = new InsightListener() {
            @Override
            public void onReport(ProbeReport report) {
                Thread.currentThread().interrupt();
            }
        };
        Pipeline pipeline = pipeline(rude, listener);
        pipeline.added(probe);
        pipeline.report(result(probe));
        pipeline.report(result(probe));
        pipeline.end();

        pipeline.run();

        assertThat(listener.events()).containsExactly("added a", "report a", "report a", "removed a");
    }

    @Test
    void status_is_told_once_a_second_of_the_tickers() {
        FakeTicker ticker = new FakeTicker();
        Pipeline pipeline = new Pipeline(
                List.of(listener),
                List.of(),
                CAPACITY,
                faults,
                ticker,
                PipelineTest::status,
                VantageSource.alone(),
                null,
                "");
        Thread thread = new Thread(pipeline);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        assertThat(listener.statuses()).isEmpty();

        ticker.advance(Duration.ofSeconds(1));
        pipeline.added(probe);

        await().until(() -> listener.statuses().size() == 1);
        pipeline.end();
        await().until(() -> !thread.isAlive());
        assertThat(listener.statuses()).hasSize(1);
    }

    /** By the system's clocks, which results are timed by. */
    private Pipeline live() {
        return new Pipeline(
                List.of(listener),
                List.of(),
                1_000,
                faults,
                Ticker.system(),
                PipelineTest::status,
                VantageSource.alone(),
                null,
                "");
    }

    @Test
    void failures_become_a_verdict_that_listeners_are_told() {
        Pipeline pipeline = live();
        pipeline.added(probe);
        for (int i = 0; i < 100; i++) {
            pipeline.report(result(i, i < 60 ? Outcome.ok() : Outcome.failed("UNAVAILABLE", Phase.RPC, "no")));
        }
        pipeline.end();

        pipeline.run();

        assertThat(listener.verdicts())
                .isNotEmpty()
                .allSatisfy(verdict -> assertThat(verdict.paths()).containsExactly(probe.path()));
        assertThat(listener.verdicts())
                .first()
                .satisfies(verdict -> assertThat(verdict.state()).isEqualTo(Verdict.State.OPEN));
        assertThat(listener.verdicts())
                .last()
                .satisfies(verdict -> assertThat(verdict.state()).isEqualTo(Verdict.State.CLOSE));
        assertThat(faults.sum()).isZero();
    }

    @Test
    void what_a_path_usually_takes_is_told_to_listeners() {
        Pipeline pipeline = live();
        pipeline.added(probe);
        for (int i = 0; i < 30; i++) {
            pipeline.report(result(i, Outcome.ok()));
        }
        pipeline.end();

        pipeline.run();

        assertThat(listener.baselines())
                .isNotEmpty()
                .allSatisfy(baseline -> assertThat(baseline.path()).isEqualTo(probe.path()))
                .first()
                .satisfies(baseline ->
                        assertThat(baseline.whole()).isEqualTo(new PathBaseline.Level(1_000_000, 1_000_000, 12)));
    }

    @Test
    void changes_that_pile_up_are_put_off() {
        Pipeline pipeline = pipeline(listener);
        for (int i = 0; i < 500; i++) {
            assertThat(pipeline.takesChanges()).isTrue();
            pipeline.added(probe);
            pipeline.removed(probe);
        }

        assertThat(pipeline.takesChanges()).isFalse();
        pipeline.end();
        pipeline.run();
        assertThat(pipeline.takesChanges()).isTrue();
    }

    private Pipeline pipeline(InsightListener... listeners) {
        return new Pipeline(
                List.of(listeners),
                List.of(),
                CAPACITY,
                faults,
                Ticker.system(),
                PipelineTest::status,
                VantageSource.alone(),
                null,
                "");
    }

    private static InsightStatus status() {
        return new InsightStatus(0, 0, 0, 0, 0, Duration.ZERO, true);
    }

    /** Of the slot that was due in second {@code second}. */
    private ProbeResult result(int second, Outcome outcome) {
        Slot slot = new Slot(
                probe,
                ProbeKind.WARM,
                null,
                second,
                second * 1_000_000_000L,
                1_760_000_000_000_000L + second * 1_000_000L);
        return ProbeResult.builder(slot, outcome)
                .latencyNanos(outcome.isOk() ? 1_000_000 : HopStamp.ABSENT)
                .build();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Slot slot(Probe probe) {
        return new Slot(probe, ProbeKind.WARM, null, 0, 0, 0);
    }

    private static ProbeResult result(Probe probe) {
        return ProbeResult.builder(slot(probe), Outcome.ok()).latencyNanos(1).build();
    }
}
