package dev.insight.hop;

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

    /** {@code text.substring(from, to)}. Never for secrets, for it is kept. */
    static String text(String text, int from, int to) {
        if (to - from > StampLimits.MAX_TEXT) {
            return text.substring(from, to);
        }
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        int place = (hash ^ hash >>> 8) & (PLACES - 1);
        String latest = LATEST[place];
        if (latest != null && latest.length() == to - from && text.startsWith(latest, from)) {
            return latest;
        }
        String made = text.substring(from, to);
        LATEST[place] = made;
        return made;
    }
}
