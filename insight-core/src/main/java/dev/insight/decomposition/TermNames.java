package dev.insight.decomposition;

import org.jspecify.annotations.Nullable;

/**
 * The names of what lies between two hops, which calls bring again and again: one that came lately is found rather than
 * made anew. Bounded, whatever hops call themselves: each pair has one place, and the newest has it. Thread-safe without
 * locks, as what is kept may be handed over by a race.
 */
final class TermNames {
    private record Between(String from, String to, String name) {}

    private static final int PLACES = 256;

    private static final @Nullable Between[] LATEST = new @Nullable Between[PLACES];

    private TermNames() {}

    /** {@code from>to}. */
    static String between(String from, String to) {
        int hash = 31 * from.hashCode() + to.hashCode();
        int place = (hash ^ hash >>> 8 ^ hash >>> 16) & (PLACES - 1);
        Between latest = LATEST[place];
        if (latest != null && latest.from.equals(from) && latest.to.equals(to)) {
            return latest.name;
        }
        Between made = new Between(from, to, from + ">" + to);
        LATEST[place] = made;
        return made.name;
    }
}
