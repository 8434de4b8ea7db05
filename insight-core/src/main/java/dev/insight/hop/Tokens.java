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
    static boolean isTokenChar(int c) {
        return c >= 0 && c < TOKEN_CHARS.length && TOKEN_CHARS[c];
    }

    static boolean isPrintable(int c) {
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
}
