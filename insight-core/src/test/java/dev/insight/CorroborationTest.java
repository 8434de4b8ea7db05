package dev.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Evidence;
import dev.insight.diagnosis.Vantage;
import dev.insight.diagnosis.VantageSource;
import dev.insight.diagnosis.Verdict;
import dev.insight.diagnosis.Verdict.State;
import dev.insight.probe.FakeTicker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class CorroborationTest {
    private final FakeTicker ticker = new FakeTicker();
    private final LongAdder faults = new LongAdder();
    private final List<Verdict> told = new ArrayList<>();
    private VantageSource others = VantageSource.alone();
    private final Corroboration corroboration =
            new Corroboration(verdict -> others.vantage(verdict), new Guard("others", faults), ticker, told::add);

    @Test
    void verdict_that_nobody_else_could_see_is_told_as_it_is() {
        Verdict verdict = verdict(State.OPEN);

        corroboration.tell(verdict);
        corroboration.check();

        assertThat(told).containsExactly(verdict);
    }

    @Test
    void what_all_others_see_is_as_sure() {
        others = verdict -> new Vantage(2, 2);

        corroboration.tell(verdict(State.OPEN));
        corroboration.check();

        assertThat(told).singleElement().satisfies(verdict -> {
            assertThat(verdict.evidence().vantage()).isEqualTo(new Vantage(2, 2));
            assertThat(verdict.evidence().sentence()).isEqualTo("slow; seen from 2 of 2 probers");
            assertThat(verdict.confidence()).isEqualTo(0.97);
        });
    }

    @Test
    void what_others_do_not_see_is_doubted_until_they_do() {
        others = verdict -> new Vantage(1, 2);
        corroboration.tell(verdict(State.OPEN));

        assertThat(told).singleElement().satisfies(verdict -> {
            assertThat(verdict.confidence()).isEqualTo(0.5);
            assertThat(verdict.evidence().sentence()).isEqualTo("slow; seen from only 1 of 2 probers");
        });

        others = verdict -> new Vantage(2, 2);
        corroboration.check();

        assertThat(told).hasSize(2).last().satisfies(verdict -> {
            assertThat(verdict.state()).isEqualTo(State.UPDATE);
            assertThat(verdict.confidence()).isEqualTo(0.97);
        });
    }

    @Test
    void most_of_three_are_enough() {
        others = verdict -> new Vantage(2, 3);

        corroboration.tell(verdict(State.OPEN));

        assertThat(told).last().extracting(Verdict::confidence).isEqualTo(0.97);
    }

    @Test
    void another_that_sees_it_end_first_is_no_doubt() {
        others = verdict -> new Vantage(2, 2);
        corroboration.tell(verdict(State.OPEN));

        others = verdict -> new Vantage(1, 2);
        corroboration.check();
        corroboration.tell(verdict(State.CLOSE));

        assertThat(told).extracting(Verdict::state).containsExactly(State.OPEN, State.CLOSE);
        assertThat(told).last().extracting(Verdict::confidence).isEqualTo(0.97);
    }

    @Test
    void another_that_comes_when_it_is_open_already_is_no_doubt() {
        corroboration.tell(verdict(State.OPEN));

        others = verdict -> new Vantage(1, 2);
        corroboration.check();

        assertThat(told).containsExactly(verdict(State.OPEN));

        others = verdict -> new Vantage(2, 2); // but if it does see it, that counts
        corroboration.check();

        assertThat(told)
                .last()
                .extracting(verdict -> verdict.evidence().vantage())
                .isEqualTo(new Vantage(2, 2));
    }

    @Test
    void doubt_rests_while_nobody_knows_what_others_see() {
        others = verdict -> new Vantage(1, 2);
        corroboration.tell(verdict(State.OPEN));

        others = VantageSource.alone();
        corroboration.check();
        others = verdict -> new Vantage(1, 2);
        corroboration.check();

        assertThat(told).extracting(Verdict::confidence).containsExactly(0.5, 0.97, 0.5);
        assertThat(told.get(1).evidence().vantage()).isNull();
    }

    @Test
    void what_others_saw_when_it_was_taken_for_something_else_counts_no_more() {
        others = verdict -> new Vantage(2, 2);
        corroboration.tell(verdict(State.OPEN));

        others = verdict -> new Vantage(1, 2);
        corroboration.tell(verdict(State.UPDATE, "gateway-sg"));

        assertThat(told).last().extracting(Verdict::confidence).isEqualTo(0.5);
    }

    @Test
    @SuppressWarnings("NullAway") // as somebody's code may do
    void source_that_throws_or_answers_null_is_as_if_nobody_else_looked() {
        others = verdict -> {
            throw new IllegalStateException("gone fishing");
        };
        corroboration.tell(verdict(State.OPEN));
        others = verdict -> null;
        corroboration.check();

        assertThat(told).containsExactly(verdict(State.OPEN));
        assertThat(faults.sum()).isEqualTo(2);
    }

    private static Verdict verdict(State state) {
        return verdict(state, "mediary-sg");
    }

    private static Verdict verdict(State state, String component) {
        Evidence evidence = new Evidence("slow", "delay", 1, null, null, List.of(), List.of());
        return new Verdict(0, "i1", state, Cause.HOP_SLOW, component, 0.97, evidence, 0, List.of());
    }
}
