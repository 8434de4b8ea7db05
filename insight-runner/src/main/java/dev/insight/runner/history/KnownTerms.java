package dev.insight.runner.history;

import dev.insight.decomposition.Term;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one path's latency, a bounded number. Names are said by peers: when there are too many, the one that was not
 * seen for longest makes room, if its past is over; else no more are kept. Guarded by its path.
 */
final class KnownTerms {
    private static final int MOST = 64;
    /** An object, its name and its name for a person, without their characters. */
    private static final int BYTES = 32 + 2 * 48;

    private final long keptMillis;
    private final List<KnownTerm> terms = new ArrayList<>(0);
    private long bytes;

    /** @param keptMillis how long the past is that is kept */
    KnownTerms(long keptMillis) {
        this.keptMillis = keptMillis;
    }

    /** The part that stands at {@code position} of a call, nearly always where it stood in the one before; null if it is one too many. */
    @Nullable
    KnownTerm of(Term term, int position, long millis) {
        KnownTerm known = find(term, position);
        if (known == null) {
            known = make(term, millis);
        }
        if (known != null) {
            known.seen(term, position, millis);
        }
        return known;
    }

    void clear() {
        terms.clear();
        bytes = 0;
    }

    /** How much memory they take, roughly. */
    long bytes() {
        return bytes;
    }

    private @Nullable KnownTerm find(Term term, int position) {
        if (position < terms.size() && terms.get(position).is(term)) {
            return terms.get(position);
        }
        for (KnownTerm each : terms) {
            if (each.is(term)) {
                return each;
            }
        }
        return null;
    }

    private @Nullable KnownTerm make(Term term, long millis) {
        if (terms.size() == MOST) {
            KnownTerm longest = terms.get(0);
            for (KnownTerm each : terms) {
                longest = each.seenMillis() < longest.seenMillis() ? each : longest;
            }
            if (millis - longest.seenMillis() < keptMillis) {
                return null;
            }
            terms.remove(longest);
            bytes -= bytesOf(longest);
        }
        KnownTerm made = new KnownTerm(term);
        terms.add(made);
        bytes += bytesOf(made);
        return made;
    }

    private static long bytesOf(KnownTerm term) {
        return BYTES + 2L * term.name.length();
    }
}
