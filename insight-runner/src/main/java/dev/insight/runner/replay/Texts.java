package dev.insight.runner.replay;

import org.jspecify.annotations.Nullable;

/**
 * Names that a recording brings again and again: one that came lately is found rather than made anew. Bounded, as each
 * text has one place and the newest has it. Not thread-safe.
 */
final class Texts {
    private static final int PLACES = 2_048;

    private final @Nullable String[] latest = new @Nullable String[PLACES];

    /** The text of {@code length} characters from {@code from} on. */
    String text(char[] characters, int from, int length) {
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + characters[i];
        }
        int place = (hash ^ hash >>> 11) & (PLACES - 1);
        String known = latest[place];
        if (known != null && isSame(known, characters, from, length)) {
            return known;
        }
        String made = new String(characters, from, length);
        latest[place] = made;
        return made;
    }

    private static boolean isSame(String known, char[] characters, int from, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != characters[from + i]) {
                return false;
            }
        }
        return true;
    }
}
