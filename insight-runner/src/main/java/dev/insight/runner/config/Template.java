package dev.insight.runner.config;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Replaces <code>${NAME}</code> in a text; a doubled dollar sign stands for one that begins no placeholder. */
final class Template {
    private Template() {}

    /**
     * {@code text} with each name replaced by what {@code values} gives for it.
     *
     * @throws IllegalArgumentException when a placeholder is not closed or {@code values} throws it
     */
    static String expand(String text, Function<String, @Nullable String> values) {
        int open = text.indexOf("${");
        if (open < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        int from = 0;
        while (open >= 0) {
            if (open > from && text.charAt(open - 1) == '$') {
                out.append(text, from, open - 1).append("${");
                from = open + 2;
            } else {
                int close = text.indexOf('}', open);
                if (close < 0) {
                    throw new IllegalArgumentException(
                            "holds ${ without }, close it, or write $${ for the characters themselves");
                }
                String name = text.substring(open + 2, close);
                String value = values.apply(name);
                out.append(text, from, open).append(value == null ? text.substring(open, close + 1) : value);
                from = close + 1;
            }
            open = text.indexOf("${", from);
        }
        return out.append(text, from, text.length()).toString();
    }
}
