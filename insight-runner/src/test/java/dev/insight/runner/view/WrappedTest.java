package dev.insight.runner.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrappedTest {
    @Test
    void lines_areBrokenBetweenWords() {
        assertThat(Wrapped.lines("it hangs up at once: add --tls", 20))
                .containsExactly("it hangs up at once:", "  add --tls");
        assertThat(Wrapped.lines("short", 20)).containsExactly("short");
    }

    @Test
    void lines_breakAWordThatIsTooLong() {
        assertThat(Wrapped.lines("abcdefghij klm", 6)).containsExactly("abcdef", "  ghij", "  klm");
    }

    @Test
    void lines_ofNoRoom_end() {
        assertThat(Wrapped.lines("ab cd", 0)).containsExactly("ab", "  c", "  d");
    }
}
