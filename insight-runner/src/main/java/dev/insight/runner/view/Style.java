package dev.insight.runner.view;

import java.util.Map;

/**
 * How text may look. Immutable.
 *
 * @param colour whether ANSI colours may be used
 * @param unicode whether blocks and ellipses can be shown, or only ASCII
 */
public record Style(boolean colour, boolean unicode) {
    private static final String RESET = "\u001b[0m";

    /** Text for a file, a pipe or a paste. */
    public static Style plain() {
        return new Style(false, false);
    }

    /**
     * Colours on a terminal that has them, unless {@code NO_COLOR} is set to anything; blocks on one that takes {@code utf8},
     * but for the Linux console, whose font lacks most of them.
     */
    public static Style of(boolean terminal, boolean utf8, Map<String, String> environment) {
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").equals("dumb");
        boolean unicode = utf8 && !environment.getOrDefault("TERM", "").equals("linux");
        return new Style(terminal && !refused, terminal && unicode);
    }

    /** What stands for what was cut off. */
    String cut() {
        return unicode ? "…" : "..";
    }

    /** {@code text} in at most {@code columns}, its end cut off if need be; text with colours that is too long loses them. */
    public String fit(String text, int columns) {
        if (FittedTable.width(text) <= columns) {
            return text;
        }
        String plain = FittedTable.plain(text);
        int kept = Math.max(0, columns - cut().length());
        return plain.substring(0, plain.offsetByCodePoints(0, kept)) + cut();
    }

    /** What needs attention. */
    public String bad(String text) {
        return paint("\u001b[31m", text);
    }

    /** What is as it should be. */
    public String good(String text) {
        return paint("\u001b[32m", text);
    }

    /** What matters less. */
    public String faint(String text) {
        return paint("\u001b[2m", text);
    }

    /** A part that is a hop. */
    String hop(String text) {
        return paint("\u001b[35m", text);
    }

    /** A part that is a link. */
    String link(String text) {
        return paint("\u001b[36m", text);
    }

    /** A part that is a phase of the connection. */
    String phase(String text) {
        return paint("\u001b[34m", text);
    }

    /** What is to be found first. */
    public String strong(String text) {
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
