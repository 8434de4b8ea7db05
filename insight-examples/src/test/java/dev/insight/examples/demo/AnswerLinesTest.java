package dev.insight.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerLinesTest {
    private static final String COMMAND = """
            insight trace 127.0.0.1:50051 \\
              --authority payments.sg.internal \\
              --tls-ca /tmp/insight-lab-ca1234567890.pem""";

    @Test
    void sentences_areBrokenBetweenWords() {
        assertThat(AnswerLines.of("injected a fault", 10)).containsExactly("injected a", "  fault");
    }

    @Test
    void aCommand_staysOneAtEveryWidthItIsShownAt() {
        assertThat(AnswerLines.of(COMMAND, 80)).isEqualTo(COMMAND.lines().toList());
        for (int columns = 37; columns < 80; columns++) {
            int width = columns;
            assertThat(AnswerLines.of(COMMAND, columns)).allMatch(line -> line.length() <= width);
            assertThat(asAShellReads(String.join("\n", AnswerLines.of(COMMAND, columns))))
                    .isEqualTo(asAShellReads(COMMAND));
        }
    }

    @Test
    void aCommand_isNotShownWhereItsWordsWouldBreak() {
        assertThat(String.join("", AnswerLines.of(COMMAND, 36)))
                .isEqualTo("The command needs a terminal of 37  columns.");
    }

    private static String asAShellReads(String command) {
        return command.replace("\\\n", "").replaceAll(" +", " ");
    }
}
