package dev.insight.hop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpanUnionTest {
    private final SpanUnion union = new SpanUnion();

    @Test
    void nothing_is_nothing() {
        assertThat(union.nanos()).isZero();
    }

    @Test
    void separate_spans_add_up() {
        union.add(10, 20);
        union.add(0, 5);
        union.add(30, 31);
        assertThat(union.nanos()).isEqualTo(16);
    }

    @Test
    void overlapping_and_touching_spans_count_once() {
        union.add(10, 20);
        union.add(15, 25);
        union.add(25, 30);
        union.add(12, 13);
        assertThat(union.nanos()).isEqualTo(20);
    }

    @Test
    void a_span_that_covers_several_swallows_them() {
        union.add(1, 2);
        union.add(4, 5);
        union.add(7, 8);
        union.add(0, 6);
        assertThat(union.nanos()).isEqualTo(7);
    }

    @Test
    void an_empty_or_reversed_span_counts_nothing() {
        union.add(5, 5);
        union.add(9, 3);
        assertThat(union.nanos()).isZero();
    }

    @Test
    void folding_keeps_the_sum_and_frees_the_room() {
        for (int i = 0; i < 10 * SpanUnion.MAX_SPANS; i++) {
            union.add(10L * i, 10L * i + 3);
            union.fold();
        }
        assertThat(union.nanos()).isEqualTo(30L * SpanUnion.MAX_SPANS);
    }

    @Test
    void too_many_separate_spans_make_the_length_unknown_for_good() {
        for (int i = 0; i < SpanUnion.MAX_SPANS; i++) {
            union.add(10L * i, 10L * i + 3);
        }
        assertThat(union.nanos()).isEqualTo(3L * SpanUnion.MAX_SPANS);
        union.add(1_000_000, 1_000_001);
        union.fold();
        assertThat(union.nanos()).isEqualTo(HopStamp.ABSENT);
    }

    @Test
    void any_order_of_any_spans_gives_what_painting_them_gives() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            SpanUnion spans = new SpanUnion();
            BitSet painted = new BitSet();
            int count = random.nextInt(40);
            for (int i = 0; i < count; i++) {
                int start = random.nextInt(300);
                int end = start + random.nextInt(30);
                spans.add(start, end);
                painted.set(start, end);
            }
            assertThat(spans.nanos()).as("round %s", round).isEqualTo(painted.cardinality());
        }
    }
}
