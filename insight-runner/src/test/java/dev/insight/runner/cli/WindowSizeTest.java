package dev.insight.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowSizeTest {
    private static final WindowSize OTHERWISE = new WindowSize(70, 20);

    @Test
    void of_whatSttySays_isRowsAndColumns() {
        assertThat(WindowSize.of("24 80\n", OTHERWISE)).isEqualTo(new WindowSize(80, 24));
    }

    @Test
    void of_aTerminalThatDoesNotKnow_isSomethingElse() {
        assertThat(WindowSize.of("0 0\n", OTHERWISE)).isEqualTo(OTHERWISE);
        assertThat(WindowSize.of("24 0\n", OTHERWISE)).isEqualTo(OTHERWISE);
        assertThat(WindowSize.of("", OTHERWISE)).isEqualTo(OTHERWISE);
        assertThat(WindowSize.of("24", OTHERWISE)).isEqualTo(OTHERWISE);
        assertThat(WindowSize.of("null null", OTHERWISE)).isEqualTo(OTHERWISE);
        assertThat(WindowSize.of("1 2 3", OTHERWISE)).isEqualTo(OTHERWISE);
    }

    @Test
    void ask_whereThereIsNoTerminal_answersAllTheSame() {
        assertThat(WindowSize.ask().get().columns()).isPositive();
    }
}
