package dev.insight.diagnosis;

import java.util.Locale;

/** What is wrong with a component. */
public enum Cause {
    /** A gateway or mediary takes longer, and its queue or its host says that it is short of capacity. */
    HOP_OVERLOADED,
    /** A gateway or mediary, or one instance of it, takes longer and is not short of capacity. */
    HOP_SLOW,
    /** A gateway or mediary answers with errors. */
    HOP_FAILING,
    /** Nothing answers at a gateway or mediary, or at one instance of it. */
    HOP_DOWN,
    /** Latency, jitter or loss between two hops. */
    LINK_DEGRADED,
    /** Calls vanish between two hops. */
    LINK_DOWN,
    /** The far end itself takes longer. */
    SERVICE_SLOW,
    /** The far end itself answers with errors. */
    SERVICE_FAILING,
    /** Names do not resolve at the prober. */
    DNS_FAILING,
    /** The handshake with the hop connected to fails. */
    TLS_FAILING,
    /** The prober's own pauses, not the path. */
    PROBER_IMPAIRED,
    /** Something is wrong and the evidence does not say where. */
    UNKNOWN;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The cause as verdicts and metrics write it: {@code hop_overloaded}. */
    public String label() {
        return label;
    }
}
