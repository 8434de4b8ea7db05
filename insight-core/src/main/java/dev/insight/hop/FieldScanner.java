package dev.insight.hop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/**
 * Walks elements of header fields, as the bytes that came: {@code name *( ";" key [ "=" ( token / quoted-string ) ] )},
 * spaces and tabs allowed around each part. Never throws: what does not parse makes {@link #malformed()} true and ends
 * the walk.
 *
 * <p>Bare values may hold more than a token does, such as {@code node=10.0.0.1:8080}: proxies print them unquoted.
 */
final class FieldScanner {
    private byte[] text;
    private int end;
    private int at;
    private int keyFrom;
    private int keyTo;
    /** The value where it stood in quotes; where it stood bare, its place in the text says what it is. */
    private @Nullable String quoted;

    private int valueFrom;
    private int valueTo;
    private boolean begun;
    private boolean malformed;

    FieldScanner(byte[] text, int start, int end) {
        this.text = text;
        this.end = end;
        at = start;
    }

    /** Begins anew with another element. */
    void moveTo(byte[] newText, int start, int newEnd) {
        text = newText;
        end = newEnd;
        at = start;
        begun = false;
        malformed = false;
    }

    /** Where the element that begins at {@code from} ends: the next comma outside quotes, or {@code limit}. */
    static int elementEnd(byte[] text, int from, int limit) {
        boolean quoted = false;
        for (int i = from; i < limit; i++) {
            byte c = text[i];
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

    static boolean isBlank(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isSpace(text[i])) {
                return false;
            }
        }
        return true;
    }

    /** The token the element begins with; empty, and malformed, if there is none. */
    String name() {
        skipSpaces();
        begun = true;
        int from = at;
        skipToken();
        malformed = at == from;
        return Recurring.text(text, from, at);
    }

    /** Moves to the next parameter, if there is one and all up to its end parses. */
    boolean next() {
        skipSpaces();
        if (malformed || at == end) {
            return false;
        }
        if (begun) {
            if (text[at] != ';') {
                return fail();
            }
            at++;
            skipSpaces();
        }
        begun = true;
        keyFrom = at;
        skipToken();
        keyTo = at;
        quoted = null;
        valueFrom = valueTo = at;
        skipSpaces();
        if (at == end || text[at] == ';') {
            return true;
        }
        if (text[at] != '=' || keyFrom == keyTo) {
            return fail();
        }
        at++;
        skipSpaces();
        if (at < end && text[at] == '"') {
            quoted = quoted();
        } else {
            bare();
        }
        return !malformed;
    }

    /** The current parameter's key; empty for a stray semicolon. */
    String key() {
        return Recurring.text(text, keyFrom, keyTo);
    }

    /** The current parameter's key if it is of one letter, or else 0. */
    char letter() {
        return keyTo - keyFrom == 1 ? (char) text[keyFrom] : 0;
    }

    /** The current parameter's value, unquoted; empty if it has none. */
    String value() {
        return quoted != null ? quoted : new String(text, valueFrom, valueTo - valueFrom, ISO_8859_1);
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
            byte c = text[i];
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
        while (at < end && isSpace(text[at])) {
            at++;
        }
    }

    private void skipToken() {
        while (at < end && Tokens.isTokenChar(text[at])) {
            at++;
        }
    }

    private void bare() {
        valueFrom = at;
        while (at < end && isBare(text[at])) {
            at++;
        }
        valueTo = at;
        skipSpaces();
        malformed = at < end && text[at] != ';';
    }

    private String quoted() {
        StringBuilder plain = new StringBuilder();
        for (at++; at < end; at++) {
            byte c = text[at];
            if (c == '"') {
                at++;
                return plain.toString();
            }
            if (c == '\\' && ++at < end) {
                c = text[at];
            }
            if (!Tokens.isPrintable(c) && c != '\t') {
                break;
            }
            plain.append(c == '\t' ? ' ' : (char) c);
        }
        malformed = true;
        return "";
    }

    private static boolean isBare(byte c) {
        return c > ' ' && c != 0x7f && c != ';' && c != '"';
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\t';
    }
}
