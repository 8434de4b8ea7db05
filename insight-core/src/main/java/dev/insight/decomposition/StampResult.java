package dev.insight.decomposition;

import java.util.Locale;

/** What became of a stamp that was expected or came: each counts once. */
public enum StampResult {
    /** Used, and its values can be. */
    OK,
    /** No usable stamp came of a hop of the route. */
    MISSING,
    /** A value that cannot be, too large to hold or at odds with the stamp's others: not used, or its term flagged. */
    CLAMPED,
    /** An element that does not parse. */
    UNPARSABLE,
    /** An element beyond the caps. */
    OVERSIZE,
    /** A hop that is not on the route stamped, or one out of order or twice. */
    UNEXPECTED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The result as metrics write it. */
    public String label() {
        return label;
    }
}
