package dev.insight.runner.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much the past may take. */
class HistoryConfigTest {
    private static final long MIB = 1 << 20;

    @ParameterizedTest
    @CsvSource({"1, 32", "700, 32", "832, 26", "1000, 16", "100000, 16"})
    void many_paths_leave_less_for_their_past_and_never_less_than_16_mebibytes(int paths, long mebibytes) {
        assertThat(new HistoryConfig(32 * MIB, 128 * MIB).bytesFor(paths)).isEqualTo(mebibytes * MIB);
    }

    @Test
    void what_was_set_holds_for_however_many_paths() {
        assertThat(new HistoryConfig(2 * MIB).bytesFor(100_000)).isEqualTo(2 * MIB);
    }

    @Test
    void paths_that_come_take_from_what_there_is_for_all() {
        History history = History.create(new HistoryConfig(32 * MIB, 48 * MIB));
        assertThat(history.usage().budgetBytes()).isEqualTo(24 * MIB);
        HistorySizeTest.paths(64).forEach(path -> history.onAdded(path.probe()));
        assertThat(history.usage().budgetBytes()).isEqualTo(18 * MIB);
        HistorySizeTest.paths(32).forEach(path -> history.onRemoved(path.probe()));
        assertThat(history.usage().budgetBytes()).isEqualTo(21 * MIB);
    }

    @Test
    void too_little_is_refused() {
        assertThatThrownBy(() -> new HistoryConfig(MIB - 1))
                .hasMessage("memoryBytes must be at least 1048576: 1048575");
    }
}
