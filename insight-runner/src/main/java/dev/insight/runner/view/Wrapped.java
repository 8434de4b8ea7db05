package dev.insight.runner.view;

import java.util.ArrayList;
import java.util.List;

/** Sentences broken between words. Pure. */
public final class Wrapped {
    private static final String INDENT = "  ";

    private Wrapped() {}

    /** {@code text} in lines of at most {@code columns}, the second and later ones indented; a longer word is broken. */
    public static List<String> lines(String text, int columns) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        String indent = "";
        int room = Math.max(INDENT.length() + 1, columns);
        while (indent.length() + rest.length() > room) {
            int end = room - indent.length();
            int blank = rest.lastIndexOf(' ', end);
            int cut = blank > 0 ? blank : end;
            lines.add(indent + rest.substring(0, cut));
            rest = rest.substring(cut).stripLeading();
            indent = INDENT;
        }
        lines.add(indent + rest);
        return lines;
    }
}
