package dev.insight.decomposition;

import java.util.Locale;

/** What became of a stamp that was expected or came. */
public enum StampResult {
    OK,
    /** A hop of the route did not stamp. */
    MISSING,
    /** A value outside what can be was not used as it came. */
    CLAMPED,
    UNPARSABLE,
    OVERSIZE,
    /** A hop that is not on the route stamped, or one out of order or twice. */
    UNEXPECTED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The result as metrics write it. */
    public String label() {
        return label;
    }
}
