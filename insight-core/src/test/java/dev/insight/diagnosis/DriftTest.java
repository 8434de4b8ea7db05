package dev.insight.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.diagnosis.Verdict.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What creeps up, so slowly that what is usual moves along. */
class DriftTest {
    private static final long HOUR = 3_600_000_000L;
    private static final Duration LEARNING = Duration.ofMinutes(10);

    private final SimulatedLayer layer = new SimulatedLayer().run(LEARNING);

    /** A millisecond more every seven minutes: 26 in three hours. */
    private void creep(String component) {
        for (int millis = 1; millis <= 26; millis++) {
            layer.slow(component, millis).run(Duration.ofMinutes(7));
        }
    }

    @Test
    void a_link_that_creeps_up_over_hours_is_named_once_and_closed() {
        creep("mediary-eu>mediary-sg");
        layer.repair().run(LEARNING);

        assertThat(layer.verdicts()).extracting(Verdict::id).containsOnly("i1");
        assertThat(layer.verdicts()).first().satisfies(first -> {
            assertThat(first.cause()).isEqualTo(Cause.LINK_DEGRADED);
            assertThat(first.component()).isIn("mediary-eu>mediary-sg", "mediary-sg>mediary-eu");
            assertThat(first.evidence().sentence()).contains("crept up over hours");
        });
        assertThat(layer.verdicts()).last().extracting(Verdict::state).isEqualTo(State.CLOSE);
    }

    @Test
    void a_link_that_wobbles_by_less_than_matters_is_left_alone() {
        for (int hour = 0; hour < 6; hour++) {
            layer.slow("mediary-eu>mediary-sg", hour % 2 * 4).run(Duration.ofHours(1));
        }
        assertThat(layer.verdicts()).isEmpty();
    }

    @Test
    void levels_are_noted_every_other_hour_and_forgotten_after_eight() {
        Levels levels = new Levels();
        assertThat(levels.lowest()).isInfinite();
        levels.note(0, 5);
        levels.note(2 * HOUR - 1, 1);
        assertThat(levels.lowest()).isEqualTo(5);
        for (int hour = 2; hour < 8; hour += 2) {
            levels.note(hour * HOUR, 5 + hour);
        }
        assertThat(levels.lowest()).isEqualTo(5);
        levels.note(8 * HOUR, 20);
        assertThat(levels.lowest()).isEqualTo(7);
        levels.clear();
        assertThat(levels.lowest()).isInfinite();
    }
}
