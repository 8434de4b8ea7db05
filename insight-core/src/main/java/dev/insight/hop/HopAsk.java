package dev.insight.hop;

import org.jspecify.annotations.Nullable;

/**
 * The request metadata {@code insight-ask}, by which a caller opts in to stamps. Immutable.
 *
 * @param probe whether the call is synthetic
 * @param stop the hop that shall answer a health check itself (a partial-path probe), or null
 * @param key the token that guarded hops require, or null; never logged
 */
public record HopAsk(
        boolean probe, @Nullable String stop, @Nullable String key) {
    /** The metadata's name. */
    public static final String KEY = "insight-ask";

    /** The ask as it stands on the wire. */
    public String wire() {
        throw new UnsupportedOperationException();
    }

    /** Reads an ask; null when it is not one this version understands. Never throws. */
    public static @Nullable HopAsk parse(@Nullable String wire) {
        throw new UnsupportedOperationException();
    }

    /** Names what is asked, without the key. */
    @Override
    public String toString() {
        return "HopAsk[probe=" + probe + ", stop=" + stop + (key == null ? "]" : ", key=…]");
    }
}
