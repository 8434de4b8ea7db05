package dev.insight.runner.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.runner.SetTicker;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whose thread is taken when all are held and another waits. */
class ExchangeThreadsTest {
    private static final int THREADS = 3;

    private final SetTicker ticker = new SetTicker();
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void whose_head_has_only_begun_does_not_make_room() throws Exception {
        try (ExchangeThreads threads = new ExchangeThreads(THREADS, ticker)) {
            for (int i = 0; i < THREADS; i++) {
                hold(threads, i);
            }
            ticker.advance(Duration.ofMillis(10));
            threads.execute(() -> ends.add("served"));
            end.countDown();

            for (int i = 0; i < THREADS + 1; i++) {
                assertThat(ends.poll(20, TimeUnit.SECONDS)).isNotNull().doesNotEndWith("cut off");
            }
        }
    }

    @Test
    void who_has_been_longest_over_a_head_makes_room() throws Exception {
        try (ExchangeThreads threads = new ExchangeThreads(THREADS, ticker)) {
            for (int i = 0; i < THREADS; i++) {
                hold(threads, i);
                ticker.advance(Duration.ofSeconds(1));
            }
            threads.execute(() -> ends.add("served"));

            assertThat(ends.poll(20, TimeUnit.SECONDS)).isEqualTo("0 cut off");
            assertThat(ends.poll(20, TimeUnit.SECONDS)).isEqualTo("served");
            end.countDown();
        }
    }

    /** Returns once a thread is held. */
    private void hold(ExchangeThreads threads, int number) throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        threads.execute(() -> {
            held.countDown();
            try {
                end.await();
                ends.add(number + " done");
            } catch (InterruptedException e) {
                ends.add(number + " cut off");
            }
        });
        assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
