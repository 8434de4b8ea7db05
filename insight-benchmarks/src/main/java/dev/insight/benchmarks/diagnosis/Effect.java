package dev.insight.benchmarks.diagnosis;

/** What a fault does to calls. */
enum Effect {
    /** Each call over the link takes longer by the size. */
    LINK_DELAY,
    /** Each call over the link takes longer by an exponential time with the size as its mean. */
    LINK_JITTER,
    /** Packets get lost with the share as probability; TCP sends them again, later and later. */
    LINK_LOSS,
    /** Nothing comes through. */
    LINK_CUT,
    /** The share of calls takes longer at the hop by the size. */
    HOP_DELAY,
    /** Calls wait at the hop where its stamp does not see it. */
    HIDDEN_QUEUE,
    /** The hop's load rises to the share, so that calls queue. */
    OVERLOAD,
    /** The host is busy with other things, and calls are served as ever. */
    BUSY_HOST,
    /** The hop answers the share of calls with the code. */
    ERRORS,
    /** The process is gone. */
    CRASH,
    /** The hop's callers see the share of their attempts fail and try again. */
    RETRIED_ERRORS,
    /** The prober finds no address. */
    NO_NAME,
    /** The handshake with the first hop fails. */
    NO_HANDSHAKE,
    /** The prober itself pauses in the share of calls. */
    PROBER_PAUSE,
    /** The hop's stamps are no longer there. */
    NO_STAMPS,
    /** The wall clock of the hop's hosts is off by the size from now on; nothing takes longer. */
    CLOCK_STEP
}
