package dev.insight.probe;

import java.util.Locale;

/** Why a slot was not sent. */
public enum SkipReason {
    /** As many probes of the path as allowed were still unanswered. */
    OUTSTANDING,
    /** As many cold probes or name lookups as this process allows itself were under way, of all paths together. */
    CROWDED,
    /** This process came to it too late, because it stood still. */
    STALLED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The reason as recordings write it. */
    public String label() {
        return label;
    }
}
