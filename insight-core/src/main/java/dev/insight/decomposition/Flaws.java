package dev.insight.decomposition;

import java.util.EnumSet;
import java.util.Set;

/** Sets of flaws while terms are cut: a bit each, for nearly all are empty and a call has many. */
final class Flaws {
    static final int NONE = 0;

    private Flaws() {}

    @SuppressWarnings("EnumOrdinal") // the bits never leave the process, nor this package
    static int of(Flaw flaw) {
        return 1 << flaw.ordinal();
    }

    /** The set for a reader. */
    static Set<Flaw> toSet(int flaws) {
        if (flaws == NONE) {
            return Set.of();
        }
        Set<Flaw> set = EnumSet.allOf(Flaw.class);
        set.removeIf(flaw -> (flaws & of(flaw)) == 0);
        return set;
    }
}
