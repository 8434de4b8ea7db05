package dev.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Evidence;
import dev.insight.diagnosis.Vantage;
import dev.insight.diagnosis.VantageSource;
import dev.insight.diagnosis.Verdict;
import dev.insight.diagnosis.Verdict.State;
import dev.insight.probe.FakeTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class CorroborationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(80);

    private final FakeTicker ticker = new FakeTicker();
    private final LongAdder faults = new LongAdder();
    private final List<Verdict> told = new ArrayList<>();
    private VantageSource others = VantageSource.alone();
    private final Corroboration corroboration = new Corroboration(
            verdict -> others.vantage(verdict), new Guard("others", faults), ticker, PATIENCE::toNanos, told::add);

    @Test
    void verdict_that_nobody_else_could_see_is_told_as_it_is() {
        Verdict verdict = verdict(State.OPEN);

        corroboration.tell(verdict);
        ticker.advance(PATIENCE);
        corroboration.check();

        assertThat(told).containsExactly(verdict);
    }

    @Test
    void what_all_others_see_is_said_at_once_and_is_as_sure() {
        others = verdict -> new Vantage(2, 2);

        corroboration.tell(verdict(State.OPEN));

        assertThat(told).singleElement().satisfies(verdict -> {
            assertThat(verdict.evidence().vantage()).isEqualTo(new Vantage(2, 2));
            assertThat(verdict.evidence().sentence()).isEqualTo("slow; seen from 2 of 2 probers");
            assertThat(verdict.confidence()).isEqualTo(0.97);
        });
    }

    @Test
    void what_others_do_not_see_is_doubted_once_they_had_time() {
        others = verdict -> new Vantage(1, 2);
        corroboration.tell(verdict(State.OPEN));
        ticker.advance(PATIENCE.minusSeconds(1));
        corroboration.check();
        assertThat(told).singleElement().isEqualTo(verdict(State.OPEN));

        ticker.advance(Duration.ofSeconds(1));
        corroboration.check();
        corroboration.check();

        assertThat(told).hasSize(2).last().satisfies(verdict -> {
            assertThat(verdict.state()).isEqualTo(State.UPDATE);
            assertThat(verdict.confidence()).isEqualTo(0.5);
            assertThat(verdict.evidence().sentence()).isEqualTo("slow; seen from only 1 of 2 probers");
        });
    }

    @Test
    void what_another_finds_later_is_believed_again() {
        others = verdict -> new Vantage(1, 2);
        corroboration.tell(verdict(State.OPEN));
        ticker.advance(PATIENCE);
        corroboration.check();

        others = verdict -> new Vantage(2, 2);
        corroboration.check();

        assertThat(told).last().extracting(Verdict::confidence).isEqualTo(0.97);
    }

    @Test
    void another_that_sees_it_end_first_is_no_doubt() {
        others = verdict -> new Vantage(2, 2);
        corroboration.tell(verdict(State.OPEN));
        ticker.advance(PATIENCE);

        others = verdict -> new Vantage(1, 2);
        corroboration.check();
        corroboration.tell(verdict(State.CLOSE));

        assertThat(told).extracting(Verdict::state).containsExactly(State.OPEN, State.CLOSE);
        assertThat(told).last().extracting(Verdict::confidence).isEqualTo(0.97);
    }

    @Test
    void another_that_leaves_says_nothing_any_more() {
        others = verdict -> new Vantage(1, 2);
        corroboration.tell(verdict(State.OPEN));
        ticker.advance(PATIENCE);
        corroboration.check();

        others = VantageSource.alone();
        corroboration.check();

        assertThat(told).last().satisfies(verdict -> {
            assertThat(verdict.confidence()).isEqualTo(0.97);
            assertThat(verdict.evidence().vantage()).isNull();
        });
    }

    @Test
    void source_that_throws_is_as_if_nobody_else_looked() {
        others = verdict -> {
            throw new IllegalStateException("gone fishing");
        };

        corroboration.tell(verdict(State.OPEN));

        assertThat(told).containsExactly(verdict(State.OPEN));
        assertThat(faults.sum()).isEqualTo(1);
    }

    private static Verdict verdict(State state) {
        Evidence evidence = new Evidence("slow", "delay", 1, null, null, List.of(), List.of());
        return new Verdict(0, "i1", state, Cause.HOP_SLOW, "mediary-sg", 0.97, evidence, 0, List.of());
    }
}
