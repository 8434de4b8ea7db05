package dev.insight.runner.blackbox;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Templates as Go's regexp expands them: {@code $1}, {@code ${1}}, {@code $name}, {@code ${name}}; {@code $1x} is the group
 * named {@code 1x}, {@code $$} is a dollar sign, a group that is not there is empty, and any other dollar sign is itself.
 */
final class Expansion {
    private static final java.util.regex.Pattern NUMBER = java.util.regex.Pattern.compile("\\d{1,9}");

    private Expansion() {}

    /** {@code text} with what {@code match} has found; both it and the result have a character a byte. */
    static String expand(String text, Matcher match) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '$' || at + 1 == text.length()) {
                out.append(c);
                at++;
                continue;
            }
            if (text.charAt(at + 1) == '$') {
                out.append('$');
                at += 2;
                continue;
            }
            boolean braced = text.charAt(at + 1) == '{';
            int from = braced ? at + 2 : at + 1;
            int to = from;
            while (to < text.length() && isWord(text.charAt(to))) {
                to++;
            }
            boolean isName = to > from && (!braced || (to < text.length() && text.charAt(to) == '}'));
            if (isName) {
                byte[] value = group(text.substring(from, to), match).getBytes(StandardCharsets.UTF_8);
                out.append(new String(value, StandardCharsets.ISO_8859_1));
                at = braced ? to + 1 : to;
            } else {
                out.append(c);
                at++;
            }
        }
        return out.toString();
    }

    private static String group(String name, Matcher match) {
        Integer number = number(name, match.pattern());
        String value = number == null || number > match.groupCount() ? null : match.group(number);
        return value == null ? "" : value;
    }

    private static @Nullable Integer number(String name, Pattern pattern) {
        return NUMBER.matcher(name).matches()
                ? Integer.valueOf(name)
                : pattern.namedGroups().get(name);
    }

    private static boolean isWord(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || c == '_');
    }
}
