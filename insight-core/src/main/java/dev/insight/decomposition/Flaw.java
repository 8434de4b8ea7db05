package dev.insight.decomposition;

/** Why a term is not to be trusted. */
public enum Flaw {
    /** The link came out below zero by more than the clocks' resolution and drift explain. */
    NEGATIVE_LINK,
    /** A hop says it waited for its upstream longer than it lived. */
    NEGATIVE_SELF,
    /** A hop says it queued longer than it lived. */
    QUEUE_OVER_TOTAL,
    /** The hop's stamp carries a time upstream and no stamp of a hop behind it came. */
    UPSTREAM_SILENT,
    /** The hop stamped and said nothing of its upstream, though others stamped behind it. */
    UPSTREAM_UNKNOWN,
    /** The stamp is out of the route's order. */
    OUT_OF_ORDER,
    /** The hop's name stands twice. */
    DUPLICATE,
    /** The hop is not on the route. */
    UNEXPECTED,
    /** The total is a stream's life. */
    STREAM
}
