package dev.insight.hop;

import static dev.insight.hop.HopStamp.ABSENT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of {@code insight-hop} one by one. Lenient in what does not matter (order of keys, unknown keys,
 * unknown kinds and flags) and unforgiving where a guess would become a measurement: a number that is none, or a unit
 * nobody knows, spoils the element. Not safe for use by many threads.
 */
final class StampParser {
    private static final int USUAL_HOPS = 4;
    private static final int NOWHERE = -1;
    /** Whose stamp it is while it is being read. */
    private static final HopIdentity UNKNOWN = new HopIdentity("", null, null, null, HopStamp.Source.STAMP);

    private static final Spares<StampParser> SPARES = new Spares<>(StampParser::new);

    private final FieldScanner scanner = new FieldScanner();
    private int budget = StampLimits.MAX_READ_CHARS;

    /** What was read so far. */
    private final List<HopStamp> stamps = new ArrayList<>(USUAL_HOPS);
    /** What is read into, time and again: those in {@link #stamps} first. */
    private HopStamp[] own = {};

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

    /** A parser that has read nothing, until it is {@link #putBack}. */
    static StampParser take() {
        return SPARES.take();
    }

    /**
     * What was read, from the caller outward: the wire has the innermost hop first. To be asked for once. The stamps are
     * written over by whoever reads next.
     */
    List<HopStamp> stamps() {
        if (stamps.size() > 1) {
            Collections.reverse(stamps);
        }
        return stamps;
    }

    /** The same, with stamps to keep, and what could not be used. */
    HopPath path() {
        HopStamp[] kept = new HopStamp[stamps.size()];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = new HopStamp(stamps.get(kept.length - 1 - i)).written();
        }
        return new HopPath(List.of(kept), unparsable, oversize);
    }

    /** Lets others read with it. */
    void putBack() {
        scanner.letGo();
        stamps.clear();
        budget = StampLimits.MAX_READ_CHARS;
        unparsable = 0;
        oversize = 0;
        SPARES.putBack(this);
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
        } else {
            stamps.add(stamp);
        }
    }

    /** The next stamp to read into, all but who speaks absent. */
    private HopStamp spare() {
        int next = stamps.size();
        if (next == own.length) {
            own = Arrays.copyOf(own, next + USUAL_HOPS);
        }
        HopStamp spare = own[next];
        if (spare == null) {
            spare = new HopStamp(UNKNOWN);
            own[next] = spare;
        } else {
            spare.clear();
        }
        return spare;
    }

    private @Nullable HopStamp element(byte[] text, int from, int end) {
        tooLong = end - from > StampLimits.MAX_STAMP_CHARS;
        if (tooLong) {
            return null;
        }
        HopStamp stamp = element(text, from, end, StampWords.USUAL_UNIT_NANOS);
        if (saidUnitNanos != StampWords.USUAL_UNIT_NANOS) { // it may stand anywhere and holds for every duration
            stamp = element(text, from, end, saidUnitNanos);
        }
        return malformed || scanner.malformed() || tooLong ? null : stamp;
    }

    private HopStamp element(byte[] text, int from, int end, int unit) {
        scanner.moveTo(text, from, end);
        unitNanos = unit;
        saidUnitNanos = StampWords.USUAL_UNIT_NANOS;
        resolutionNanos = 0;
        malformed = false;
        clamped = false;
        node = null;
        role = null;
        region = null;
        scanner.skipName();
        HopIdentity identity = null;
        int restFrom = NOWHERE;
        HopStamp stamp = spare();
        while (identity == null && scanner.next()) {
            if (restFrom == NOWHERE && scanner.letter() == 0) {
                restFrom = scanner.parameterFrom(); // hops say who they are last, and in the same words each time
                identity = scanner.identity(restFrom);
            }
            if (identity == null) {
                read(stamp);
            }
        }
        stamp.identity = identity != null ? identity : newIdentity(restFrom);
        stamp.resolutionNanos = resolutionNanos > 0 ? resolutionNanos : unit;
        stamp.clamped = clamped;
        return stamp;
    }

    private HopIdentity newIdentity(int restFrom) {
        String name = bounded(scanner.skippedName());
        if (malformed || scanner.malformed() || tooLong) {
            return UNKNOWN;
        }
        HopIdentity identity = HopIdentity.recurring(name, node, role, region, HopStamp.Source.STAMP);
        if (restFrom != NOWHERE) {
            scanner.remember(identity, restFrom);
        }
        return identity;
    }

    private void read(HopStamp stamp) {
        switch (scanner.letter()) {
            case 't' -> stamp.totalNanos = nanos();
            case 'u' -> stamp.upstream().nanos = nanos();
            case 'b' -> stamp.upstream().beforeNanos = nanos();
            case 'q' -> stamp.queueNanos = nanos();
            case 'p' -> stamp.upstream().preTransportNanos = nanos();
            case 'r' -> stamp.upstream().retryNanos = nanos();
            case 'n' -> stamp.upstream().fanOut = (int) number(Integer.MAX_VALUE);
            case 'a' -> stamp.upstream().attempts = (int) number(Integer.MAX_VALUE);
            case 'w' -> stamp.arrivalEpochMicros = number(Long.MAX_VALUE);
            case 'e' -> stamp.origin = StampWords.origin(scanner.recurringValue());
            case 'k' -> stamp.kind = StampWords.kind(scanner.recurringValue());
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
            case "unit" -> unit(StampWords.unitNanos(scanner.recurringValue()));
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

    private void unit(int nanos) {
        malformed |= nanos < 0;
        saidUnitNanos = nanos < 0 ? StampWords.USUAL_UNIT_NANOS : nanos;
    }

    private String bounded(String value) {
        tooLong |= value.length() > StampLimits.MAX_TEXT;
        return value;
    }

    private @Nullable String text(String value) {
        return value.isEmpty() || value.equals("-") ? null : bounded(value);
    }
}
