package dev.insight.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OffloadLanesTest {
    private final AtomicInteger threads = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);
    private final OffloadLanes lanes = new OffloadLanes(task -> {
        threads.incrementAndGet();
        Thread thread = new Thread(task, "test-lane");
        thread.setDaemon(true);
        return thread;
    });

    @AfterEach
    void close() {
        release.countDown();
        lanes.close();
    }

    private void hang() {
        boolean released = false;
        while (!released) {
            try {
                released = release.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                // as a lookup in the operating system
            }
        }
    }

    private static void assertRuns(Executor lane) throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        lane.execute(ran::countDown);
        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void lane_that_hangs_keeps_a_few_threads_and_delays_no_other() throws InterruptedException {
        Executor hung = lanes.lane("hung");
        for (int i = 0; i < 100; i++) {
            hung.execute(this::hang);
        }
        for (int i = 0; i < 20; i++) {
            assertRuns(lanes.lane("good" + i));
        }
        assertThat(threads.get()).isLessThanOrEqualTo(OffloadLanes.LANE_WIDTH + 20);
    }

    @Test
    void lane_goes_on_with_what_waited_once_it_no_longer_hangs() {
        AtomicInteger ran = new AtomicInteger();
        Executor lane = lanes.lane("slow");
        for (int i = 0; i < 100; i++) {
            lane.execute(() -> {
                hang();
                ran.incrementAndGet();
            });
        }
        release.countDown();
        Awaitility.await().until(() -> ran.get() == 100);
    }

    @Test
    void threads_are_bounded_and_lanes_beyond_the_bound_wait_their_turn() {
        AtomicInteger ran = new AtomicInteger();
        int count = OffloadLanes.MAX_THREADS + 50;
        for (int i = 0; i < count; i++) {
            lanes.lane("name" + i).execute(() -> {
                hang();
                ran.incrementAndGet();
            });
        }
        assertThat(threads.get()).isEqualTo(OffloadLanes.MAX_THREADS);
        release.countDown();
        Awaitility.await().until(() -> ran.get() == count);
        assertThat(threads.get()).isEqualTo(OffloadLanes.MAX_THREADS);
    }

    @Test
    void task_that_throws_costs_its_lane_nothing() throws InterruptedException {
        Executor lane = lanes.lane("faulty");
        for (int i = 0; i < 20; i++) {
            lane.execute(() -> {
                throw new IllegalStateException("broken");
            });
        }
        assertRuns(lane);
    }

    @Test
    void task_after_close_is_dropped() {
        lanes.close();
        lanes.lane("late").execute(() -> threads.addAndGet(1_000));
        assertThat(threads.get()).isZero();
    }
}
