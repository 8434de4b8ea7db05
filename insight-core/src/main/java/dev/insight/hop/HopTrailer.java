package dev.insight.hop;

/**
 * The text of the {@code insight-hop} trailer: written strictly, read leniently. Reading never throws, whatever the
 * peer sent, and takes time and memory bounded by the caps.
 */
public final class HopTrailer {
    /** The trailer's name. */
    public static final String KEY = "insight-hop";

    private HopTrailer() {}

    /** One stamp as one element of the trailer. */
    public static String write(HopStamp stamp) {
        throw new UnsupportedOperationException(stamp.name());
    }

    /**
     * Reads the trailer's values, innermost hop first as they stand on the wire, each holding one or more
     * comma-separated elements.
     */
    public static HopPath parse(Iterable<String> values) {
        throw new UnsupportedOperationException(values.toString());
    }
}
