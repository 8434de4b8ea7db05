package dev.insight.hop;

/** What may stand on the wire bare, what needs quotes, and what may not stand there at all. */
final class Tokens {
    private static final String SYMBOLS = "!#$%&'*+-.^_`|~";

    /** Looked up for every character of every stamp. */
    private static final boolean[] TOKEN_CHARS = new boolean[128];

    static {
        for (char c = 0; c < TOKEN_CHARS.length; c++) {
            TOKEN_CHARS[c] = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || SYMBOLS.indexOf(c) >= 0;
        }
    }

    private Tokens() {}

    /** HTTP's {@code tchar}. */
    static boolean isTokenChar(char c) {
        return c < TOKEN_CHARS.length && TOKEN_CHARS[c];
    }

    static boolean isPrintable(char c) {
        return c >= ' ' && c < 0x7f;
    }

    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isTokenChar(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPrintable(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Appends {@code text} as a token, whatever it holds: characters that cannot stand in one become {@code _}. */
    static void appendToken(StringBuilder out, String text) {
        if (text.isEmpty()) {
            out.append('_');
        }
        int length = Math.min(text.length(), StampLimits.MAX_TEXT);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            out.append(isTokenChar(c) ? c : '_');
        }
    }

    /** Appends {@code text} as it is if it is a token, else quoted; characters that are not ASCII become {@code ?}. */
    static void appendValue(StringBuilder out, String text, int maxLength) {
        if (text.length() <= maxLength && isToken(text)) {
            out.append(text);
            return;
        }
        out.append('"');
        int length = Math.min(text.length(), maxLength);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\');
            }
            out.append(isPrintable(c) ? c : '?');
        }
        out.append('"');
    }
}
