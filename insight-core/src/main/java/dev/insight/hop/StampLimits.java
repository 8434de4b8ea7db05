package dev.insight.hop;

/** How much stamps may cost a call. Writers keep within the caps; readers stop at four times the text. */
final class StampLimits {
    /** Stamps on one call, written or read. */
    static final int MAX_HOPS = 16;

    /** Characters of stamps on one call that a writer adds to. */
    static final int MAX_STAMP_CHARS = 1_024;

    /** At 8,192 bytes of trailers grpc-java turns any outcome, OK too, into INTERNAL: stay well away from it. */
    static final int MAX_TRAILER_BYTES = 6 * 1_024;

    /** Characters a reader looks at, so that proxies unaware of the caps are still read and hostile peers cost little. */
    static final int MAX_READ_CHARS = 4 * MAX_STAMP_CHARS;

    /** Characters of a name, node, role or region. */
    static final int MAX_TEXT = 64;

    private StampLimits() {}
}
