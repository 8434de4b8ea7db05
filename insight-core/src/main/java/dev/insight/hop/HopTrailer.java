package dev.insight.hop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of the {@code insight-hop} trailer: written strictly, read leniently. Reading never throws, whatever the
 * peer sent, and takes time and memory bounded by the caps.
 */
public final class HopTrailer {
    /** The trailer's name. */
    public static final String KEY = "insight-hop";

    private static final int USUAL_HOPS = 4;

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
        return StampWriter.full(stamp);
    }

    /**
     * One stamp as the element to append to a call's trailers, within the caps: shortened to its times, origin and kind
     * where the whole does not fit, null where that does not fit either.
     *
     * @param before the values of {@link #KEY} that the trailers hold already
     * @param trailerBytes size of all trailers so far, names and values, those in {@code before} included
     */
    public static @Nullable String writeAfter(Iterable<String> before, int trailerBytes, HopStamp stamp) {
        int hops = 0;
        int room = StampLimits.MAX_STAMP_CHARS;
        for (String value : before) {
            room -= value.length();
            if (room <= 0) {
                return null;
            }
            for (int from = 0; from <= value.length(); hops++) {
                from = FieldScanner.elementEnd(value, from, value.length()) + 1;
            }
        }
        if (hops >= StampLimits.MAX_HOPS || trailerBytes > StampLimits.MAX_TRAILER_BYTES) {
            return null;
        }
        String element = StampWriter.full(stamp);
        if (element.length() > room) {
            element = StampWriter.lean(stamp);
        }
        return element.length() > room ? null : element;
    }

    /**
     * Reads the trailer's values, innermost hop first as they stand on the wire, each holding one or more
     * comma-separated elements. Reads at most 16 stamps and 4 KiB; what is beyond counts as oversize.
     */
    public static HopPath parse(Iterable<String> values) {
        Reader reader = new Reader();
        for (String value : values) {
            if (!reader.read(value)) {
                break;
            }
        }
        return new HopPath(reader.outward(), reader.unparsable, reader.oversize);
    }

    private static final class Reader {
        private List<HopStamp> stamps = List.of();
        int unparsable;
        int oversize;
        private int budget = StampLimits.MAX_READ_CHARS;

        /** The stamps from the caller outward; the wire has the innermost hop first. */
        List<HopStamp> outward() {
            if (stamps.size() > 1) {
                Collections.reverse(stamps);
            }
            return stamps;
        }

        /** Reads one value; false once there has been enough. */
        boolean read(String value) {
            int limit = Math.min(value.length(), budget);
            for (int from = 0; from < limit; ) {
                int end = FieldScanner.elementEnd(value, from, limit);
                if (end == limit && limit < value.length()) {
                    oversize++;
                    return false;
                }
                if (!FieldScanner.isBlank(value, from, end)) {
                    keep(StampParser.parse(value, from, end));
                }
                from = end + 1;
            }
            budget -= limit + 1; // an empty value costs something too, for there may be many
            return budget > 0;
        }

        private void keep(StampParser.Reading reading) {
            HopStamp stamp = reading.stamp();
            if (reading.oversize() || (stamp != null && stamps.size() == StampLimits.MAX_HOPS)) {
                oversize++;
            } else if (stamp == null) {
                unparsable++;
            } else if (stamps.isEmpty()) {
                stamps = List.of(stamp);
            } else {
                if (stamps.size() == 1) {
                    HopStamp first = stamps.get(0);
                    stamps = new ArrayList<>(USUAL_HOPS);
                    stamps.add(first);
                }
                stamps.add(stamp);
            }
        }
    }
}
