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
    private static final byte[] NOTHING = {};

    private byte[] text;
    private int end;
    private int at;
    private int nameFrom;
    private int nameTo;
    private int keyFrom;
    private int keyTo;
    /** The value where it stood in quotes; where it stood bare, its place in the text says what it is. */
    private @Nullable String quoted;

    private int valueFrom;
    private int valueTo;
    private boolean begun;
    private boolean malformed;

    /** Walks nothing yet. */
    FieldScanner() {
        this(NOTHING, 0, 0);
    }

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

    /** Holds on to no text that was walked. */
    void letGo() {
        text = NOTHING;
        quoted = null;
    }

    /** Where the element that begins at {@code from} ends: the next comma outside quotes, or {@code limit}. */
    static int elementEnd(byte[] text, int from, int limit) {
        int i = from;
        while (i < limit && text[i] != ',') {
            if (text[i] == '"') {
                i++;
                while (i < limit && text[i] != '"') {
                    i += text[i] == '\\' ? 2 : 1;
                }
            }
            i++;
        }
        return Math.min(i, limit);
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
        skipName();
        return skippedName();
    }

    /** Moves past the token the element begins with: malformed if there is none. */
    void skipName() {
        skipSpaces();
        begun = true;
        nameFrom = at;
        skipToken();
        nameTo = at;
        malformed = nameTo == nameFrom;
    }

    /** The token that {@link #skipName} moved past. */
    String skippedName() {
        return Recurring.text(text, nameFrom, nameTo);
    }

    /** Whose name the element begins with, and what is said of it from {@code restFrom} to the end, if that came lately. */
    @Nullable
    HopIdentity identity(int restFrom) {
        return HopIdentity.onWire(text, nameFrom, nameTo, restFrom, end);
    }

    /** Lets {@link #identity} find {@code identity} where an element says the same from {@code restFrom} on. */
    void remember(HopIdentity identity, int restFrom) {
        identity.remember(text, nameFrom, nameTo, restFrom, end);
    }

    /** Where the current parameter begins, its semicolon included if nothing stands between. */
    int parameterFrom() {
        return keyFrom - 1;
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
