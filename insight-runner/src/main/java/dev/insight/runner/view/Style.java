package dev.insight.runner.view;

import java.util.Map;

/**
 * Whether text may be coloured. Immutable.
 *
 * @param colour whether ANSI colours may be used
 */
public record Style(boolean colour) {
    private static final String RESET = "\u001b[0m";

    /** Text for a file, a pipe or a paste. */
    public static Style plain() {
        return new Style(false);
    }

    /** Colours on a terminal that has them, unless {@code NO_COLOR} is set to anything. */
    public static Style of(boolean terminal, Map<String, String> environment) {
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").equals("dumb");
        return new Style(terminal && !refused);
    }

    /** What needs attention. */
    String bad(String text) {
        return paint("\u001b[31m", text);
    }

    /** What is as it should be. */
    String good(String text) {
        return paint("\u001b[32m", text);
    }

    /** What matters less. */
    String faint(String text) {
        return paint("\u001b[2m", text);
    }

    String strong(String text) {
        return paint("\u001b[1m", text);
    }

    private String paint(String code, String text) {
        return colour && !text.isEmpty() ? code + text + RESET : text;
    }

    /** Text from elsewhere with what a terminal would obey replaced. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
