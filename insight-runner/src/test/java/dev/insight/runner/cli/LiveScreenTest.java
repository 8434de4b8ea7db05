package dev.insight.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveScreenTest {
    private static final Window SIZE = new Window.Fixed(new WindowSize(40, 6), true);
    private static final String LEFT = "\u001b[?7h\u001b[?25h\u001b[?1049l\r\u001b[K";

    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text);

    @Test
    void cursorAndScreen_areHiddenAndPutRight() {
        LiveScreen.open(out, SIZE, () -> {}).close();

        assertThat(text.toString()).isEqualTo("\u001b[?1049h\u001b[?7l\u001b[H\u001b[2J\u001b[?25l" + LEFT);
    }

    @Test
    void cursorAndScreen_arePutRightWhenSomethingIsThrown() {
        assertThatThrownBy(() -> {
                    try (LiveScreen screen = LiveScreen.open(out, SIZE, () -> {})) {
                        screen.draw("a\n");
                        throw new IllegalStateException("thrown");
                    }
                })
                .hasMessage("thrown");

        assertThat(text.toString()).endsWith(LEFT);
    }

    @Test
    void picture_isDrawnOverTheOneBeforeWithoutClearingIt() {
        try (LiveScreen screen = LiveScreen.open(out, SIZE, () -> {})) {
            text.getBuffer().setLength(0);
            screen.draw("one\ntwo\n");

            assertThat(text.toString()).isEqualTo("\u001b[H\u001b[Kone\n\u001b[Ktwo\n\u001b[K\u001b[J");
        }
    }

    @Test
    void afterItIsClosed_nothingIsDrawn() {
        LiveScreen screen = LiveScreen.open(out, SIZE, () -> {});
        screen.close();
        text.getBuffer().setLength(0);
        screen.draw("late\n");
        screen.draw(List.of("late"));
        screen.prompt();
        screen.close();

        assertThat(text.toString()).isEmpty();
    }

    @Test
    void oneRow_isForWhatIsTypedAlone() {
        Window low = new Window.Fixed(new WindowSize(40, 1), true);
        try (LiveScreen screen = LiveScreen.openTyped(out, low, () -> {})) {
            assertThat(text.toString()).endsWith("\u001b[1;1H\u001b[J> ");
            assertThat(screen.pictureRows()).isZero();
            text.getBuffer().setLength(0);
            screen.draw(List.of("does not fit"));

            assertThat(text.toString()).isEqualTo("\u001b7\u001b[H\u001b8");
        }
    }

    @Test
    void whatIsTyped_isLeftAloneByThePictureAbove() {
        try (LiveScreen screen = LiveScreen.openTyped(out, SIZE, () -> {})) {
            assertThat(text.toString()).endsWith("\u001b[5;1H\u001b[J> ").doesNotContain("\u001b[?25l");
            text.getBuffer().setLength(0);
            screen.draw(List.of("one", "two", "3", "4", "does not fit"));

            assertThat(text.toString())
                    .isEqualTo("\u001b7\u001b[H\u001b[Kone\r\n\u001b[Ktwo\r\n\u001b[K3\r\n\u001b[K4\u001b8");
        }
    }
}
