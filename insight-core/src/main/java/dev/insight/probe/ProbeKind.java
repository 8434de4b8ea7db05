package dev.insight.probe;

/** The ways to measure a path. */
public enum ProbeKind {
    /** A call on a connection that is kept. */
    WARM,
    /** A connection of its own, from name resolution to the first answer, and closed after. */
    COLD,
    /** A warm call that a hop on the way answers itself. */
    PARTIAL
}
