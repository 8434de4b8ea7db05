package dev.insight.hop;

import org.jspecify.annotations.Nullable;

/**
 * Walks one element of a header field: {@code name *( ";" key [ "=" ( token / quoted-string ) ] )}, spaces and tabs
 * allowed around each part. Never throws: what does not parse makes {@link #malformed()} true and ends the walk.
 *
 * <p>Bare values may hold more than a token does, such as {@code node=10.0.0.1:8080}: proxies print them unquoted.
 */
final class FieldScanner {
    private final String text;
    private final int end;
    private int at;
    private String key = "";
    /** The value where it stood in quotes; where it stood bare, its place in the text says what it is. */
    private @Nullable String quoted;

    private int valueFrom;
    private int valueTo;
    private boolean begun;
    private boolean malformed;

    FieldScanner(String text, int start, int end) {
        this.text = text;
        this.end = end;
        at = start;
    }

    /** Where the element that begins at {@code from} ends: the next comma outside quotes, or {@code limit}. */
    static int elementEnd(String text, int from, int limit) {
        boolean quoted = false;
        for (int i = from; i < limit; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == ',' && !quoted) {
                return i;
            }
        }
        return limit;
    }

    static boolean isBlank(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isSpace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The token the element begins with; empty, and malformed, if there is none. */
    String name() {
        skipSpaces();
        begun = true;
        String name = token();
        malformed = name.isEmpty();
        return name;
    }

    /** Moves to the next parameter, if there is one and all up to its end parses. */
    boolean next() {
        skipSpaces();
        if (malformed || at == end) {
            return false;
        }
        if (begun) {
            if (text.charAt(at) != ';') {
                return fail();
            }
            at++;
            skipSpaces();
        }
        begun = true;
        key = token();
        quoted = null;
        valueFrom = valueTo = at;
        skipSpaces();
        if (at == end || text.charAt(at) == ';') {
            return true;
        }
        if (text.charAt(at) != '=' || key.isEmpty()) {
            return fail();
        }
        at++;
        skipSpaces();
        if (at < end && text.charAt(at) == '"') {
            quoted = quoted();
        } else {
            bare();
        }
        return !malformed;
    }

    /** The current parameter's key; empty for a stray semicolon. */
    String key() {
        return key;
    }

    /** The current parameter's value, unquoted; empty if it has none. */
    String value() {
        return quoted != null ? quoted : text.substring(valueFrom, valueTo);
    }

    /** The same, for a text that is likely to come again and is no secret. */
    String recurringValue() {
        return quoted != null ? quoted : Recurring.text(text, valueFrom, valueTo);
    }

    /** The current parameter's value if it stands bare and is 1 to 18 digits and nothing else, or else -1. */
    long digits() {
        int length = valueTo - valueFrom;
        if (quoted != null || length == 0 || length > 18) {
            return -1;
        }
        long number = 0;
        for (int i = valueFrom; i < valueTo; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = 10 * number + (c - '0');
        }
        return number;
    }

    boolean malformed() {
        return malformed;
    }

    private boolean fail() {
        malformed = true;
        return false;
    }

    private void skipSpaces() {
        while (at < end && isSpace(text.charAt(at))) {
            at++;
        }
    }

    private String token() {
        int from = at;
        while (at < end && Tokens.isTokenChar(text.charAt(at))) {
            at++;
        }
        return Recurring.text(text, from, at);
    }

    private void bare() {
        valueFrom = at;
        while (at < end && isBare(text.charAt(at))) {
            at++;
        }
        valueTo = at;
        skipSpaces();
        malformed = at < end && text.charAt(at) != ';';
    }

    private String quoted() {
        StringBuilder plain = new StringBuilder();
        for (at++; at < end; at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return plain.toString();
            }
            if (c == '\\' && ++at < end) {
                c = text.charAt(at);
            }
            if (!Tokens.isPrintable(c) && c != '\t') {
                break;
            }
            plain.append(c == '\t' ? ' ' : c);
        }
        malformed = true;
        return "";
    }

    private static boolean isBare(char c) {
        return c > ' ' && c < 0x7f && c != ';' && c != '"';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
