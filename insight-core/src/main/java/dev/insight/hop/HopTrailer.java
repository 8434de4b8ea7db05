package dev.insight.hop;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The text of the {@code insight-hop} trailer: written strictly, read leniently. Reading never throws, whatever the
 * peer sent, and takes time and memory bounded by the caps.
 */
public final class HopTrailer {
    /** The trailer's name. */
    public static final String KEY = "insight-hop";

    private HopTrailer() {}

    /**
     * Whether {@code name} can name a hop on the wire as it is: an HTTP token of at most 64 characters. Writing replaces
     * what cannot stand in one, and then no route's hop matches, so whoever configures a name should ask first.
     */
    public static boolean isHopName(String name) {
        return name.length() <= StampLimits.MAX_TEXT && Tokens.isToken(name);
    }

    /** One stamp as one element of the trailer, in microseconds. */
    public static String write(HopStamp stamp) {
        return new String(StampWriter.full(stamp), US_ASCII);
    }

    /**
     * One stamp as the element to append to a call's trailers, within the caps: shortened to its times, origin and kind
     * where the whole does not fit, null where that does not fit either.
     *
     * @param before the values of {@link #KEY} that the trailers hold already, as bytes on the wire
     * @param trailerBytes size of all trailers so far, names and values, those in {@code before} included
     */
    public static byte @Nullable [] writeAfter(List<byte[]> before, int trailerBytes, HopStamp stamp) {
        int hops = 0;
        int room = StampLimits.MAX_STAMP_CHARS;
        for (int i = 0; i < before.size(); i++) {
            byte[] value = before.get(i);
            room -= value.length;
            if (room <= 0) {
                return null;
            }
            for (int from = 0; from <= value.length; hops++) {
                from = FieldScanner.elementEnd(value, from, value.length) + 1;
            }
        }
        if (hops >= StampLimits.MAX_HOPS || trailerBytes > StampLimits.MAX_TRAILER_BYTES) {
            return null;
        }
        byte[] element = StampWriter.full(stamp);
        if (element.length > room) {
            element = StampWriter.lean(stamp);
        }
        return element.length > room ? null : element;
    }

    /**
     * Reads the trailer's values, innermost hop first as they stand on the wire, each holding one or more
     * comma-separated elements. Reads at most 16 stamps and 4 KiB; what is beyond counts as oversize.
     */
    public static HopPath parse(Iterable<String> values) {
        StampParser parser = StampParser.take();
        for (String value : values) {
            if (!parser.read(WireBytes.of(value))) {
                break;
            }
        }
        HopPath path = parser.path();
        parser.putBack();
        return path;
    }

    /** {@link #parse} of values that are bytes still. They are not kept. */
    public static HopPath parseBytes(List<byte[]> values) {
        StampParser parser = parser(values);
        HopPath path = parser.path();
        parser.putBack();
        return path;
    }

    /** Lets {@code reader} look at the stamps that {@link #parseBytes} would make, in memory that is used again. */
    static <A> void read(List<byte[]> values, BiConsumer<List<HopStamp>, A> reader, A argument) {
        StampParser parser = parser(values);
        reader.accept(parser.stamps(), argument); // what throws keeps the parser: others make one
        parser.putBack();
    }

    private static StampParser parser(List<byte[]> values) {
        StampParser parser = StampParser.take();
        for (int i = 0; i < values.size(); i++) {
            if (!parser.read(values.get(i))) {
                break;
            }
        }
        return parser;
    }
}
