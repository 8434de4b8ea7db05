package dev.insight.hop;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
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

    /** What nearly all say: the usual asks are neither written nor read anew each time. */
    private static final String PLAIN_WIRE = "v=1";

    private static final String PROBE_WIRE = "v=1;probe";
    private static final byte[] PLAIN_BYTES = WireBytes.of(PLAIN_WIRE);
    private static final byte[] PROBE_BYTES = WireBytes.of(PROBE_WIRE);
    private static final HopAsk PLAIN = new HopAsk(false, null, null);
    private static final HopAsk PROBE = new HopAsk(true, null, null);

    private static final int MAX_KEY = 256;
    private static final int MAX_WIRE = 1_024;

    /** Refuses a stop or key that could not travel: both are 1 to 64, or 256, printable ASCII characters. */
    public HopAsk {
        if (stop != null && !canTravel(stop, StampLimits.MAX_TEXT)) {
            throw new IllegalArgumentException(
                    "stop must be 1 to " + StampLimits.MAX_TEXT + " printable ASCII characters: " + stop);
        }
        if (key != null && !canTravel(key, MAX_KEY)) {
            throw new IllegalArgumentException("key must be 1 to " + MAX_KEY + " printable ASCII characters");
        }
    }

    private static boolean canTravel(String text, int maxLength) {
        return !text.isEmpty() && text.length() <= maxLength && Tokens.isPrintable(text);
    }

    /** The ask as it stands on the wire. */
    public String wire() {
        return new String(wireBytes(), US_ASCII);
    }

    /** The same as bytes, which calls share: not to be changed. */
    public byte[] wireBytes() {
        if (stop == null && key == null) {
            return probe ? PROBE_BYTES : PLAIN_BYTES;
        }
        WireBytes out = new WireBytes(64).append(probe ? PROBE_WIRE : PLAIN_WIRE);
        if (stop != null) {
            out.append(";stop=").appendValue(stop, StampLimits.MAX_TEXT);
        }
        if (key != null) {
            out.append(";key=").appendValue(key, MAX_KEY);
        }
        return out.toBytes();
    }

    /** Reads an ask; null when it is not one this version understands. Never throws. */
    public static @Nullable HopAsk parse(@Nullable String wire) {
        return wire == null ? null : parseBytes(WireBytes.of(wire));
    }

    /** The same of bytes as they came; they are not kept. */
    public static @Nullable HopAsk parseBytes(byte[] wire) {
        if (wire.length > MAX_WIRE) {
            return null;
        }
        if (Arrays.equals(wire, PLAIN_BYTES)) {
            return PLAIN;
        }
        if (Arrays.equals(wire, PROBE_BYTES)) {
            return PROBE;
        }
        FieldScanner scanner = new FieldScanner(wire, 0, wire.length);
        boolean understood = false;
        boolean probe = false;
        String stop = null;
        String key = null;
        while (scanner.next()) {
            switch (scanner.key()) {
                case "v" -> understood = scanner.value().equals("1");
                case "probe" -> probe = true;
                case "stop" -> stop = scanner.value();
                case "key" -> key = scanner.value();
                default -> {} // a later version's
            }
        }
        boolean usable =
                (stop == null || canTravel(stop, StampLimits.MAX_TEXT)) && (key == null || canTravel(key, MAX_KEY));
        return understood && usable && !scanner.malformed() ? new HopAsk(probe, stop, key) : null;
    }

    /** Names what is asked, without the key. */
    @Override
    public String toString() {
        return "HopAsk[probe=" + probe + ", stop=" + stop + (key == null ? "]" : ", key=…]");
    }
}
