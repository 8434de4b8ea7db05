package dev.insight.hop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SparesTest {
    @Test
    void one_that_was_put_back_is_handed_out_again() {
        AtomicInteger made = new AtomicInteger();
        Spares<Integer> spares = new Spares<>(made::incrementAndGet);

        Integer first = spares.take();
        Integer second = spares.take();
        spares.putBack(first);

        assertThat(second).isNotEqualTo(first);
        assertThat(spares.take()).isSameAs(first);
        assertThat(made).hasValue(2);
    }

    @Test
    void no_two_threads_have_the_same_one() {
        Spares<AtomicBoolean> spares = new Spares<>(AtomicBoolean::new);
        AtomicInteger shared = new AtomicInteger();
        IntStream.range(0, 64).parallel().forEach(task -> {
            for (int i = 0; i < 5_000; i++) {
                AtomicBoolean used = spares.take();
                if (!used.compareAndSet(false, true)) {
                    shared.incrementAndGet();
                }
                used.set(false);
                spares.putBack(used);
            }
        });

        assertThat(shared).hasValue(0);
    }
}
