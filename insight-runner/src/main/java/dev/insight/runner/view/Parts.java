package dev.insight.runner.view;

import dev.insight.decomposition.Term;
import dev.insight.probe.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The wording that tables of one probe and of many share. */
final class Parts {
    private static final int BAR = 24;
    private static final Pattern BYTES = Pattern.compile(": [0-9a-f]{32,}…?$");

    private Parts() {}

    static String outcome(Outcome outcome, Style style) {
        if (outcome.isOk()) {
            return style.good("OK");
        }
        String last = outcome.lastHop() == null ? "" : ", last heard of " + Style.clean(outcome.lastHop());
        String message = outcome.message() == null ? "" : ": " + message(outcome.message());
        return style.bad(outcome.code()) + " (" + outcome.phase().label() + last + ")" + message;
    }

    /** Without the bytes that a library shows where it expected others. */
    private static String message(String message) {
        return Style.clean(BYTES.matcher(message).replaceAll(""));
    }

    /** {@code outcome}, not OK, on one line without colour. */
    static String plain(Outcome outcome) {
        return outcome(outcome, Style.plain());
    }

    static List<String> head(TextTable table, Style style) {
        return head(table.lines(), style);
    }

    static List<String> head(List<String> table, Style style) {
        List<String> lines = new ArrayList<>(table);
        lines.set(0, style.faint(lines.get(0)));
        return lines;
    }

    static String label(Term.Kind kind, String name) {
        String clean = Style.clean(name);
        return switch (kind) {
            case SELF -> clean;
            case LINK -> "  " + clean;
            case RESIDUAL -> "  behind " + clean + ", unexplained";
        };
    }

    static String flaws(Term term) {
        return term.flaws().stream()
                .map(flaw -> flaw.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** A part's place and length in the whole; a part too short to see is a dot. */
    static String bar(long before, long part, long whole) {
        return bar(before, part, whole, BAR, Style.plain());
    }

    /** The same in so many columns. */
    static String bar(long before, long part, long whole, int columns, Style style) {
        if (whole <= 0) {
            return "";
        }
        int from = cells(before, whole, columns, columns - 1);
        int length = Math.min(cells(part, whole, columns, columns), columns - from);
        String full = style.unicode() ? "█" : "#";
        return " ".repeat(from) + (length == 0 ? style.unicode() ? "▏" : "." : full.repeat(length));
    }

    private static int cells(long nanos, long whole, int columns, int limit) {
        return (int) Math.max(0, Math.min(limit, Math.round((double) nanos * columns / whole)));
    }
}
