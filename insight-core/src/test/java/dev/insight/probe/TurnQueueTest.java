package dev.insight.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TurnQueueTest {
    private final TurnQueue queue = new TurnQueue();

    @Test
    void random_additions_and_removals_leave_the_earliest_in_front() {
        Random random = new Random(42);
        List<TestTurn> queued = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            boolean grows = i < 10_000;
            if (queued.isEmpty() || random.nextInt(10) < (grows ? 7 : 3)) {
                TestTurn turn = new TestTurn(random.nextInt(1_000));
                queue.add(turn);
                queued.add(turn);
            } else {
                queue.remove(queued.remove(random.nextInt(queued.size())));
            }
            assertThat(queue.size()).isEqualTo(queued.size());
            if (i % 100 == 0 && !queued.isEmpty()) {
                assertThat(queue.peek().atNanos).isEqualTo(earliest(queued));
            }
        }
        while (!queued.isEmpty()) {
            Turn first = queue.peek();
            assertThat(first.atNanos).isEqualTo(earliest(queued));
            queue.remove(first);
            queued.remove(first);
        }
        assertThat(queue.peek()).isNull();
    }

    @Test
    void times_across_the_clocks_wrap_keep_their_order() {
        TestTurn before = new TestTurn(Long.MAX_VALUE - 5);
        TestTurn after = new TestTurn(Long.MIN_VALUE + 5);
        queue.add(after);
        queue.add(before);

        assertThat(queue.peek()).isSameAs(before);
    }

    @Test
    void removing_what_is_not_queued_does_nothing() {
        queue.add(new TestTurn(1));

        queue.remove(new TestTurn(1));

        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void adding_twice_is_refused() {
        TestTurn turn = new TestTurn(1);
        queue.add(turn);

        assertThatThrownBy(() -> queue.add(turn)).isInstanceOf(IllegalStateException.class);
    }

    private static long earliest(List<TestTurn> turns) {
        return turns.stream()
                .min(Comparator.comparingLong(turn -> turn.atNanos))
                .orElseThrow()
                .atNanos;
    }

    private static final class TestTurn extends Turn {
        TestTurn(long at) {
            atNanos = at;
        }

        @Override
        public void run() {}
    }
}
