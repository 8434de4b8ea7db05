package dev.insight.hop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/**
 * Texts that the wire brings again and again, such as keys and the names of hops: one that came lately is found rather
 * than made anew. Bounded, whatever peers send: each text has one place, and the newest has it. Thread-safe without
 * locks, as strings may be handed over by a race.
 */
final class Recurring {
    private static final int PLACES = 256;

    private static final @Nullable String[] LATEST = new @Nullable String[PLACES];

    private Recurring() {}

    /** The text that stands from {@code from} to {@code to}. Never for secrets, for it is kept. */
    static String text(byte[] text, int from, int to) {
        if (to - from > StampLimits.MAX_TEXT) {
            return new String(text, from, to - from, ISO_8859_1);
        }
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        int place = (hash ^ hash >>> 8) & (PLACES - 1);
        String latest = LATEST[place];
        if (latest != null && isAt(latest, text, from, to)) {
            return latest;
        }
        String made = new String(text, from, to - from, ISO_8859_1);
        LATEST[place] = made;
        return made;
    }

    private static boolean isAt(String latest, byte[] text, int from, int to) {
        if (latest.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (latest.charAt(i - from) != (text[i] & 0xff)) {
                return false;
            }
        }
        return true;
    }
}
