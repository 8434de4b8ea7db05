package dev.insight.decomposition;

import java.util.Set;

/** Why a term is not to be trusted, or less than usual; or why a stamp is not used. */
public enum Flaw {
    /** The part came out below zero by more than the clocks' resolution and drift explain. */
    NEGATIVE_LINK,
    /** A hop says it waited for its upstream longer than it lived: its own time and the part behind it are wrong. */
    NEGATIVE_SELF,
    /** A hop says it queued longer than it lived. */
    QUEUE_OVER_TOTAL,
    /** The part came out longer than the whole call, so another must be negative. */
    LONGER_THAN_CALL,
    /** The hop tells a time upstream and that it made no call there. */
    UPSTREAM_WITHOUT_CALL,
    /** The hop says nothing of its upstream, though the route goes on: its own time cannot be told from what is behind. */
    UPSTREAM_UNKNOWN,
    /** The hop says nothing of its total: its own time cannot be told from the link to it. */
    TOTAL_UNKNOWN,
    /** A hop within the part stamped out of the route's order. */
    OUT_OF_ORDER,
    /** Several stamps claim to be this hop's; the one nearest to the caller is used. */
    DUPLICATE,
    /** The hop is not on the route. */
    UNEXPECTED,
    /** The total is a stream's life. */
    STREAM,
    /** A value was had at header time, by an interceptor's clock or from a foreign header: coarser, but of use. */
    LOWER_FIDELITY;

    /** Whether a term with this flaw is kept out of series. */
    public boolean disqualifies() {
        return this != LOWER_FIDELITY;
    }

    /** Whether a term with all these flaws may enter a series. */
    public static boolean allow(Set<Flaw> flaws) {
        if (flaws.isEmpty()) {
            return true; // as nearly always, and without an iterator
        }
        for (Flaw flaw : flaws) {
            if (flaw.disqualifies()) {
                return false;
            }
        }
        return true;
    }
}
