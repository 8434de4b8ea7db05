package dev.insight.probe;

import java.util.Locale;

/** Why a slot was not sent. */
public enum SkipReason {
    /** As many probes of the path as allowed were still unanswered. */
    OUTSTANDING,
    /** This process came to it too late, because it stood still. */
    STALLED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The reason as recordings write it. */
    public String label() {
        return label;
    }
}
