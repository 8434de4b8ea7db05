package dev.insight.runner.view;

import static dev.insight.runner.SampleVerdicts.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Verdict.State;
import dev.insight.runner.store.IncidentSnapshot;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IncidentLinesTest {
    @Test
    void an_incident_is_said_in_words_with_its_numbers() {
        assertThat(IncidentLines.line(
                        verdict("i1", State.OPEN, Cause.HOP_OVERLOADED, "mediary-sg", 10), ZoneOffset.UTC))
                .isEqualTo("mediary-sg overloaded since 08:53:20 (+41.0 ms in the middle of 12 calls), 97 % sure");
        assertThat(IncidentLines.line(verdict("i1", State.CLOSE, Cause.LINK_DEGRADED, "a>b", 20), ZoneOffset.UTC))
                .isEqualTo("a>b degraded: over since 08:53:40 (quiet again)");
    }

    @ParameterizedTest
    @EnumSource
    void every_cause_has_its_words(Cause cause) {
        assertThat(IncidentLines.line(verdict("i1", State.OPEN, cause, "here", 10), ZoneOffset.UTC))
                .startsWith("here ")
                .doesNotContain("_")
                .contains(" since ");
    }

    @Test
    void open_ones_are_shown_with_who_is_cleared() {
        IncidentSnapshot open =
                new IncidentSnapshot(verdict("i2", State.OPEN, Cause.HOP_SLOW, "mediary-sg", 10), 0, -1);
        IncidentSnapshot closed =
                new IncidentSnapshot(verdict("i1", State.CLOSE, Cause.HOP_SLOW, "gateway-sg", 10), 0, 1);

        assertThat(IncidentLines.render(List.of(open, closed), ZoneOffset.UTC, Style.plain()))
                .isEqualTo("mediary-sg slow since 08:53:20 (+41.0 ms in the middle of 12 calls), 97 % sure\n"
                        + "  cleared: gateway-eu (each < 2.0 ms more)\n");
        assertThat(IncidentLines.render(List.of(closed), ZoneOffset.UTC, Style.plain()))
                .isEmpty();
    }

    @Test
    void a_name_from_the_wire_commands_no_terminal() {
        assertThat(IncidentLines.line(verdict("i1", State.OPEN, Cause.HOP_SLOW, "a\u001b[2J", 1), ZoneOffset.UTC))
                .startsWith("a?[2J slow");
    }
}
