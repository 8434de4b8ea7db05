package dev.insight.runner.store;

import static dev.insight.runner.SampleVerdicts.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Verdict.State;
import org.junit.jupiter.api.Test;

class IncidentStatesTest {
    private final PathStore store = PathStore.create();

    @Test
    void an_incident_is_what_was_said_of_it_last_and_keeps_when_it_opened() {
        store.onVerdict(verdict("i1", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 10));
        store.onVerdict(verdict("i1", State.UPDATE, Cause.HOP_OVERLOADED, "mediary-sg", 16));

        assertThat(store.incidents()).singleElement().satisfies(incident -> {
            assertThat(incident.isOpen()).isTrue();
            assertThat(incident.latest().cause()).isEqualTo(Cause.HOP_OVERLOADED);
            assertThat(incident.latest().epochMicros() - incident.openedEpochMicros())
                    .isEqualTo(6_000_000);
        });
    }

    @Test
    void open_ones_come_first_then_the_latest() {
        store.onVerdict(verdict("i1", State.OPEN, Cause.HOP_SLOW, "a", 1));
        store.onVerdict(verdict("i2", State.OPEN, Cause.HOP_SLOW, "b", 2));
        store.onVerdict(verdict("i3", State.OPEN, Cause.HOP_SLOW, "c", 3));
        store.onVerdict(verdict("i4", State.OPEN, Cause.HOP_SLOW, "d", 4));
        store.onVerdict(verdict("i3", State.CLOSE, Cause.HOP_SLOW, "c", 5));
        store.onVerdict(verdict("i1", State.CLOSE, Cause.HOP_SLOW, "a", 6));

        assertThat(store.incidents())
                .extracting(incident -> incident.latest().id())
                .containsExactly("i4", "i2", "i1", "i3");
        assertThat(store.incidents()).last().satisfies(incident -> {
            assertThat(incident.isOpen()).isFalse();
            assertThat(incident.closedEpochMicros() - incident.openedEpochMicros())
                    .isEqualTo(2_000_000);
        });
    }

    @Test
    void at_most_two_hundred_are_kept() {
        for (int i = 0; i < 300; i++) {
            store.onVerdict(verdict("open" + i, State.OPEN, Cause.HOP_SLOW, "a", i));
            store.onVerdict(verdict("shut" + i, State.OPEN, Cause.HOP_SLOW, "a", i));
            store.onVerdict(verdict("shut" + i, State.CLOSE, Cause.HOP_SLOW, "a", i));
        }

        assertThat(store.incidents())
                .hasSize(200)
                .first()
                .satisfies(incident -> assertThat(incident.latest().id()).isEqualTo("open299"));
    }
}
