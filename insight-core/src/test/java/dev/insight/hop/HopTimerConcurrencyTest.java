package dev.insight.hop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HopTimerConcurrencyTest {
    private static final int THREADS = 4;
    private static final int CALLS = 500;

    @Test
    void calls_from_many_threads_are_all_counted_and_leave_no_one_outstanding() throws Exception {
        HopTimer hop = HopTimer.start(Ticker.system(), new HopAsk(false, null, null));
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch go = new CountDownLatch(1);
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                done.add(executor.submit(() -> {
                    go.await();
                    for (int i = 0; i < CALLS; i++) {
                        CallTimer call = Objects.requireNonNull(hop.call());
                        call.started();
                        CallAttempt attempt = call.attempt();
                        attempt.answered(List.of());
                        attempt.ended("OK");
                        call.closed("OK");
                    }
                    return null;
                }));
            }
            go.countDown();
            for (Future<?> each : done) {
                each.get(20, TimeUnit.SECONDS);
            }
        } finally {
            executor.shutdownNow();
        }
        HopStamp stamp = Objects.requireNonNull(hop.stamp(HopStamp.builder("gw").build(), "OK", HopTimer.Shape.UNARY));

        assertThat(stamp.fanOut()).isEqualTo(THREADS * CALLS);
        assertThat(stamp.upstreamNanos()).isLessThanOrEqualTo(stamp.totalNanos());
    }
}
