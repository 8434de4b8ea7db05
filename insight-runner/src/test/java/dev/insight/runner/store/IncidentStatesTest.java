package dev.insight.runner.store;

import static dev.insight.runner.SampleVerdicts.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Verdict.State;
import dev.insight.runner.SampleReports;
import java.util.ArrayList;
import java.util.List;
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
    void open_ones_of_a_prober_come_after_what_is_wrong_with_paths() {
        store.onVerdict(verdict("i1", State.OPEN, Cause.HOP_SLOW, "a", 1));
        store.onVerdict(verdict("i2", State.OPEN, Cause.PROBER_IMPAIRED, "prober-eu", 2));
        store.onVerdict(verdict("i3", State.OPEN, Cause.HOP_SLOW, "c", 3));
        store.onVerdict(verdict("i3", State.CLOSE, Cause.HOP_SLOW, "c", 4));
        store.onVerdict(verdict("i4", State.OPEN, Cause.HOP_SLOW, "d", 5));

        assertThat(store.incidents()).extracting(IncidentSnapshot::id).containsExactly("i4", "i1", "i2", "i3");
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

    @Test
    void one_that_is_open_is_not_begun_again_however_many_are() {
        for (int i = 0; i < 300; i++) {
            store.onVerdict(verdict("open" + i, State.OPEN, Cause.HOP_SLOW, "a", i));
        }
        store.onVerdict(verdict("open0", State.UPDATE, Cause.HOP_SLOW, "a", 300));

        assertThat(store.incident("open0").changes()).isEqualTo(2);
        assertThat(store.incident("open0").openedEpochMicros()).isEqualTo(at(0));
    }

    @Test
    void the_timeline_tells_every_change_up_to_a_hundred_and_always_the_first() {
        store.onVerdict(verdict("i1", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 0));
        for (int i = 1; i < 250; i++) {
            store.onVerdict(verdict("i1", State.UPDATE, Cause.HOP_OVERLOADED, "mediary-sg", i));
        }

        IncidentSnapshot incident = store.incident("i1");
        assertThat(incident.changes()).isEqualTo(250);
        assertThat(incident.timeline()).hasSize(100);
        assertThat(incident.timeline().get(0))
                .isEqualTo(IncidentChange.of(verdict("i1", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 0)));
        assertThat(incident.timeline().get(1).epochMicros()).isEqualTo(at(151));
        assertThat(incident.timeline().get(99).epochMicros()).isEqualTo(at(249));
        assertThat(store.incident("i2")).isNull();
    }

    @Test
    void what_an_earlier_process_told_of_is_there_again_the_one_that_ended_last_first() {
        store.restore(List.of(
                slow("a-i1", 10).interrupted(at(20)),
                new IncidentSnapshot(verdict("a-i2", State.CLOSE, Cause.HOP_DOWN, "gateway-sg", 19), at(5), at(19))));

        assertThat(store.incidents()).extracting(IncidentSnapshot::id).containsExactly("a-i1", "a-i2");
        assertThat(store.incident("a-i1")).satisfies(incident -> {
            assertThat(incident.isOpen()).isFalse();
            assertThat(incident.isInterrupted()).isTrue();
            assertThat(incident.closedEpochMicros()).isEqualTo(at(20));
            assertThat(incident.openedEpochMicros()).isEqualTo(at(10));
        });
        assertThat(store.incident("a-i2").isInterrupted()).isFalse();
    }

    @Test
    void the_same_told_soon_after_a_restart_continues_it_and_once_only() {
        store.restore(List.of(slow("a-i1", 10).interrupted(at(20))));

        store.onVerdict(verdict("b-i1", State.OPEN, Cause.HOP_OVERLOADED, "mediary-sg", 90));
        assertThat(store.incident("b-i1").continues()).isNull();
        assertThat(store.incident("b-i1").openedEpochMicros()).isEqualTo(at(90));

        store.onVerdict(verdict("b-i1", State.UPDATE, Cause.HOP_SLOW, "mediary-sg", 100));
        store.onVerdict(verdict("b-i2", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 110));

        assertThat(store.incident("b-i1").continues()).isEqualTo("a-i1");
        assertThat(store.incident("b-i1").openedEpochMicros()).isEqualTo(at(10));
        assertThat(store.incident("b-i2").continues()).isNull();
    }

    @Test
    void how_long_ago_there_was_news_of_it_is_nothing_to_what_continues_it() {
        store.restore(List.of(slow("a-i1", 10).interrupted(at(7_200))));

        store.onVerdict(verdict("b-i1", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 7_290));

        assertThat(store.incident("b-i1").continues()).isEqualTo("a-i1");
        assertThat(store.incident("b-i1").openedEpochMicros()).isEqualTo(at(10));
    }

    @Test
    void what_is_told_ten_minutes_later_or_of_another_component_is_another() {
        store.restore(List.of(slow("a-i1", 10).interrupted(at(20))));

        store.onVerdict(verdict("b-i1", State.OPEN, Cause.HOP_SLOW, "mediary-us", 30));
        store.onVerdict(verdict("b-i2", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 621));

        assertThat(store.incident("b-i1").continues()).isNull();
        assertThat(store.incident("b-i2").continues()).isNull();
    }

    @Test
    void what_a_drained_process_leaves_open_is_interrupted_and_what_it_finds_over_before_is_over() {
        List<IncidentSnapshot> kept = new ArrayList<>();
        store.keepIncidents(kept::add);
        store.onVerdict(verdict("i1", State.OPEN, Cause.HOP_SLOW, "a", 1));
        store.onVerdict(verdict("i2", State.OPEN, Cause.HOP_SLOW, "b", 2));

        store.ending();
        store.onVerdict(verdict("i1", State.CLOSE, Cause.HOP_SLOW, "a", 3));
        store.onRemoved(SampleReports.PROBE);
        store.onVerdict(verdict("i2", State.CLOSE, Cause.HOP_SLOW, "b", 4));

        assertThat(store.incident("i1").isInterrupted()).isFalse();
        assertThat(store.incident("i2").isInterrupted()).isTrue();
        assertThat(store.incident("i2").closedEpochMicros()).isEqualTo(at(4));
        assertThat(kept).extracting(IncidentSnapshot::id).containsExactly("i1", "i2", "i1", "i2");
        assertThat(kept.get(3)).isEqualTo(store.incident("i2"));
    }

    private static IncidentSnapshot slow(String id, long second) {
        return new IncidentSnapshot(verdict(id, State.OPEN, Cause.HOP_SLOW, "mediary-sg", second), at(second), -1);
    }

    private static long at(long second) {
        return verdict("", State.OPEN, Cause.HOP_SLOW, "", second).epochMicros();
    }
}
