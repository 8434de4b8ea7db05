package dev.insight.examples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.hop.Ticker;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host on which something computes all the time. */
@Timeout(60)
class BurnTest {
    private static final long PIECE_NANOS = 8_000_000;
    private static final int WORKS = 100;

    @Test
    void what_waits_goes_before_the_next_piece_however_few_threads_it_waits_for() throws InterruptedException {
        LabHost host = new LabHost(Ticker.system());
        HopExecutor executor = new HopExecutor("burnt", host, Ticker.system());
        Burn burn = Burn.start("burnt", host, PIECE_NANOS, false);
        CountDownLatch done = new CountDownLatch(WORKS);
        try {
            long before = host.usedNanos();
            for (int i = 0; i < WORKS; i++) {
                executor.execute(done::countDown);
            }
            done.await();
            // Two threads that waited for a turn each would see half as many pieces as there are works.
            assertThat(host.usedNanos() - before).isLessThan(WORKS / 4 * PIECE_NANOS);
        } finally {
            burn.end();
            executor.shutdown();
        }
        assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
}
