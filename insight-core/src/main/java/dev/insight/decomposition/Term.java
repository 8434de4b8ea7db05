package dev.insight.decomposition;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One part of a call's end-to-end time. Immutable.
 *
 * @param kind what sort of part
 * @param name {@code hop} for a hop's own time, {@code a>b} for what lies between, by the names of the route; {@code a>?}
 *     where the route ends and its last hop called on
 * @param nanos signed: a negative value is kept, and flagged when it is more than noise
 * @param queueNanos the part of a hop's total spent in a queue, nearly always of its own time, or {@code HopStamp.ABSENT}
 * @param hides hops that told no time, in the route's order; they and the links at them are part of this; behind
 *     the last stamp they include the hop that this is named to
 * @param flaws why the value is not to be trusted, or less than usual
 */
public record Term(Kind kind, String name, long nanos, long queueNanos, List<String> hides, Set<Flaw> flaws) {
    /** What sort of part. */
    public enum Kind {
        /** A hop's own time. */
        SELF,
        /** Between two hops that stamped: wire both ways, write queues, hops that did not stamp. */
        LINK,
        /** What no stamp explains: behind the last hop that stamped, or beside the one stamped call of a fan-out. */
        RESIDUAL
    }

    public Term {
        Objects.requireNonNull(kind, "kind == null");
        Objects.requireNonNull(name, "name == null");
        hides = List.copyOf(hides);
        flaws = Set.copyOf(flaws);
    }

    /** Whether the value may enter a series. */
    public boolean isValid() {
        return Flaw.allow(flaws);
    }

    /** The name for a person: {@code a>?>c} where hops between did not stamp. */
    public String display() {
        return hides.isEmpty() ? name : name.replace(">", ">?>");
    }
}
