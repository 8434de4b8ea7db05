package dev.insight.hop;

import static dev.insight.hop.HopStamp.ABSENT;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of {@code insight-hop} one by one. Lenient in what does not matter (order of keys, unknown keys,
 * unknown kinds and flags) and unforgiving where a guess would become a measurement: a number that is none, or a unit
 * nobody knows, spoils the element. Not safe for use by many threads.
 */
final class StampParser {
    private static final int USUAL_UNIT_NANOS = 1_000;
    private static final int USUAL_HOPS = 4;
    private static final byte[] NOTHING = {};
    /** Whose stamp it is while it is being read. */
    private static final HopIdentity UNKNOWN = new HopIdentity("", null, null, null, HopStamp.Source.STAMP);

    private final FieldScanner scanner = new FieldScanner(NOTHING, 0, 0);
    private int budget = StampLimits.MAX_READ_CHARS;

    private List<HopStamp> stamps = List.of();
    private int unparsable;
    private int oversize;

    // Of the element that is being read.
    private int unitNanos;
    private int saidUnitNanos;
    private int resolutionNanos;
    private boolean malformed;
    private boolean clamped;
    private boolean tooLong;
    private @Nullable String node;
    private @Nullable String role;
    private @Nullable String region;

    /** What was read, from the caller outward; the wire has the innermost hop first. To be asked for once. */
    HopPath path() {
        if (stamps.size() > 1) {
            Collections.reverse(stamps);
        }
        return new HopPath(stamps, unparsable, oversize);
    }

    /** Reads one value; false once there has been enough. */
    boolean read(byte[] value) {
        int limit = Math.min(value.length, budget);
        for (int from = 0; from < limit; ) {
            int end = FieldScanner.elementEnd(value, from, limit);
            if (end == limit && limit < value.length) {
                oversize++;
                return false;
            }
            if (!FieldScanner.isBlank(value, from, end)) {
                keep(element(value, from, end));
            }
            from = end + 1;
        }
        budget -= limit + 1; // an empty value costs something too, for there may be many
        return budget > 0;
    }

    private void keep(@Nullable HopStamp stamp) {
        if (tooLong || (stamp != null && stamps.size() == StampLimits.MAX_HOPS)) {
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

    private @Nullable HopStamp element(byte[] text, int from, int end) {
        tooLong = end - from > StampLimits.MAX_STAMP_CHARS;
        if (tooLong) {
            return null;
        }
        HopStamp stamp = element(text, from, end, USUAL_UNIT_NANOS);
        if (saidUnitNanos != USUAL_UNIT_NANOS) { // it may stand anywhere and holds for every duration
            stamp = element(text, from, end, saidUnitNanos);
        }
        return malformed || scanner.malformed() || tooLong ? null : stamp;
    }

    private HopStamp element(byte[] text, int from, int end, int unit) {
        scanner.moveTo(text, from, end);
        unitNanos = unit;
        saidUnitNanos = USUAL_UNIT_NANOS;
        resolutionNanos = 0;
        malformed = false;
        clamped = false;
        node = null;
        role = null;
        region = null;
        String name = bounded(scanner.name());
        HopStamp stamp = new HopStamp(UNKNOWN);
        while (scanner.next()) {
            read(stamp);
        }
        if (!malformed && !scanner.malformed() && !tooLong) {
            stamp.identity = HopIdentity.recurring(name, node, role, region);
        }
        stamp.resolutionNanos = resolutionNanos > 0 ? resolutionNanos : unit;
        stamp.clamped = clamped;
        return stamp.written();
    }

    private void read(HopStamp stamp) {
        switch (scanner.letter()) {
            case 't' -> stamp.totalNanos = nanos();
            case 'u' -> stamp.upstreamNanos = nanos();
            case 'b' -> stamp.beforeUpstreamNanos = nanos();
            case 'q' -> stamp.queueNanos = nanos();
            case 'p' -> stamp.preTransportNanos = nanos();
            case 'r' -> stamp.retryNanos = nanos();
            case 'n' -> stamp.fanOut = (int) number(Integer.MAX_VALUE);
            case 'a' -> stamp.attempts = (int) number(Integer.MAX_VALUE);
            case 'w' -> stamp.arrivalEpochMicros = number(Long.MAX_VALUE);
            case 'e' -> stamp.origin = origin(scanner.recurringValue());
            case 'k' -> stamp.kind = kind(scanner.recurringValue());
            case 'f' -> {
                String flags = scanner.recurringValue();
                stamp.interceptorClock = flags.indexOf('i') >= 0;
                stamp.headerTime = flags.indexOf('h') >= 0;
            }
            case 0 -> readWord(scanner.key());
            default -> {} // a later version's
        }
    }

    private void readWord(String key) {
        switch (key) {
            case "unit" -> saidUnitNanos = unit(scanner.recurringValue());
            case "node" -> node = text(scanner.recurringValue());
            case "role" -> role = text(scanner.recurringValue());
            case "region" -> region = text(scanner.recurringValue());
            default -> {} // a later version's
        }
    }

    private long nanos() {
        long digits = scanner.digits();
        if (digits >= 0 && digits <= Long.MAX_VALUE / unitNanos) {
            resolutionNanos = Math.max(resolutionNanos, unitNanos);
            return digits * unitNanos;
        }
        DecimalSum sum = DecimalSum.parse(scanner.value(), unitNanos);
        malformed |= sum.malformed();
        clamped |= sum.overflow();
        resolutionNanos = (int) Math.max(resolutionNanos, sum.step()); // of a unit, so at most a second
        return sum.total();
    }

    private long number(long max) {
        long digits = scanner.digits();
        if (digits >= 0 && digits <= max) {
            return digits;
        }
        DecimalSum sum = DecimalSum.parse(scanner.value(), 1);
        boolean tooLarge = sum.overflow() || sum.total() > max;
        malformed |= sum.malformed();
        clamped |= tooLarge;
        return tooLarge ? ABSENT : sum.total();
    }

    private String bounded(String value) {
        tooLong |= value.length() > StampLimits.MAX_TEXT;
        return value;
    }

    private @Nullable String text(String value) {
        return value.isEmpty() || value.equals("-") ? null : bounded(value);
    }

    private int unit(String value) {
        switch (value) {
            case "s":
                return 1_000_000_000;
            case "ms":
                return 1_000_000;
            case "us":
            case "":
                return USUAL_UNIT_NANOS;
            case "ns":
                return 1;
            default:
                malformed = true;
                return USUAL_UNIT_NANOS;
        }
    }

    private static HopStamp.@Nullable Origin origin(String value) {
        return switch (value) {
            case "own" -> HopStamp.Origin.OWN;
            case "up" -> HopStamp.Origin.UP;
            default -> null;
        };
    }

    private static HopStamp.@Nullable Kind kind(String value) {
        return switch (value) {
            case "svc" -> HopStamp.Kind.SVC;
            case "proxy" -> HopStamp.Kind.PROXY;
            case "stream" -> HopStamp.Kind.STREAM;
            default -> null;
        };
    }
}
