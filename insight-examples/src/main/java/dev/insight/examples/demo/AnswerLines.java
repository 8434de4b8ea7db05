package dev.insight.examples.demo;

import dev.insight.runner.view.Wrapped;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What was said to an order, in lines as wide as a terminal is; a command is still one when it is pasted. Pure. */
final class AnswerLines {
    private static final String MORE = " \\";
    private static final int INDENT = 2;

    private AnswerLines() {}

    static List<String> of(String answer, int columns) {
        List<String> lines = new ArrayList<>();
        if (!answer.contains(MORE + "\n")) {
            answer.lines().forEach(line -> lines.addAll(Wrapped.lines(line, columns)));
            return lines;
        }
        int needed = INDENT + MORE.length() + longestWord(answer);
        if (needed > columns) {
            return Wrapped.lines("The command needs a terminal of " + needed + " columns.", columns);
        }
        answer.lines()
                .map(line -> line.endsWith(MORE) ? line.substring(0, line.length() - MORE.length()) : line)
                .forEach(line -> lines.addAll(Wrapped.lines(line, columns - MORE.length())));
        lines.replaceAll(line -> line + MORE);
        int last = lines.size() - 1;
        lines.set(last, lines.get(last).substring(0, lines.get(last).length() - MORE.length()));
        return lines;
    }

    private static int longestWord(String text) {
        return Stream.of(text.split("\\s+")).mapToInt(String::length).max().orElse(0);
    }
}
