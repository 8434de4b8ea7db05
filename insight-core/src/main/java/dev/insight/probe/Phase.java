package dev.insight.probe;

import java.util.Locale;

/** The parts of a call in their order; a failed one is said to have ended in one of them. */
public enum Phase {
    DNS,
    CONNECT,
    TLS,
    HTTP2,
    RPC;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The phase as metrics and recordings write it. */
    public String label() {
        return label;
    }
}
