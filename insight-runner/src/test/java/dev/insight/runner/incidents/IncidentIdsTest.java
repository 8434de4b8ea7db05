package dev.insight.runner.incidents;

import static dev.insight.runner.SampleVerdicts.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Verdict.State;
import dev.insight.runner.store.IncidentSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentIdsTest {
    private static final long MICROS = 1_000_000;
    private static final long START = Long.parseLong("t4k2zy", 36) * MICROS;

    @Test
    void ids_begin_with_the_second_of_the_start() {
        assertThat(IncidentIds.prefix(START + 999_999, List.of())).isEqualTo("t4k2zy-");
        assertThat(IncidentIds.prefix(START + MICROS, List.of())).isEqualTo("t4k2zz-");
    }

    @Test
    void what_an_earlier_process_was_called_is_taken() {
        List<IncidentSnapshot> known = List.of(incident("t4k2zy-i1"), incident("t4k2zz-i7"), incident("t4k3-i1"));

        assertThat(IncidentIds.prefix(START, known)).isEqualTo("t4k300-");
    }

    private static IncidentSnapshot incident(String id) {
        return new IncidentSnapshot(verdict(id, State.CLOSE, Cause.HOP_SLOW, "a", 1), 0, 1);
    }
}
