package dev.insight.hop;

import org.jspecify.annotations.Nullable;

/**
 * Reads one element of {@code insight-hop}. Lenient in what does not matter (order of keys, unknown keys, unknown
 * kinds and flags) and unforgiving where a guess would become a measurement: a number that is none, or a unit nobody
 * knows, spoils the element.
 */
final class StampParser {
    private static final long USUAL_UNIT_NANOS = 1_000;

    private final FieldScanner scanner;
    private final long unitNanos;
    private long saidUnitNanos = USUAL_UNIT_NANOS;
    private long resolutionNanos;
    private boolean malformed;
    private boolean clamped;
    private boolean oversize;

    private StampParser(FieldScanner scanner, long unitNanos) {
        this.scanner = scanner;
        this.unitNanos = unitNanos;
    }

    /** What became of an element: a stamp, or the reason why there is none. */
    record Reading(@Nullable HopStamp stamp, boolean oversize) {}

    static Reading parse(String text, int from, int end) {
        if (end - from > StampLimits.MAX_STAMP_CHARS) {
            return new Reading(null, true);
        }
        return parse(text, from, end, USUAL_UNIT_NANOS);
    }

    private static Reading parse(String text, int from, int end, long unitNanos) {
        StampParser parser = new StampParser(new FieldScanner(text, from, end), unitNanos);
        HopStamp stamp = parser.parse();
        if (parser.saidUnitNanos != unitNanos) {
            return parse(text, from, end, parser.saidUnitNanos); // it may stand anywhere and holds for every duration
        }
        boolean unusable = parser.malformed || parser.scanner.malformed() || parser.oversize;
        return new Reading(unusable ? null : stamp, parser.oversize);
    }

    private HopStamp parse() {
        HopStamp.Builder stamp = HopStamp.builder(bounded(scanner.name()));
        while (scanner.next()) {
            read(stamp, scanner.key());
        }
        return stamp.resolutionNanos(resolutionNanos > 0 ? resolutionNanos : unitNanos)
                .clamped(clamped)
                .build();
    }

    private void read(HopStamp.Builder stamp, String key) {
        switch (key) {
            case "t" -> stamp.totalNanos(nanos());
            case "u" -> stamp.upstreamNanos(nanos());
            case "b" -> stamp.beforeUpstreamNanos(nanos());
            case "q" -> stamp.queueNanos(nanos());
            case "p" -> stamp.preTransportNanos(nanos());
            case "r" -> stamp.retryNanos(nanos());
            case "n" -> stamp.fanOut((int) number(Integer.MAX_VALUE));
            case "a" -> stamp.attempts((int) number(Integer.MAX_VALUE));
            case "w" -> stamp.arrivalEpochMicros(number(Long.MAX_VALUE));
            case "unit" -> saidUnitNanos = unit(scanner.recurringValue());
            case "e" -> stamp.origin(origin(scanner.recurringValue()));
            case "k" -> stamp.kind(kind(scanner.recurringValue()));
            case "f" -> {
                String flags = scanner.recurringValue();
                stamp.interceptorClock(flags.indexOf('i') >= 0).headerTime(flags.indexOf('h') >= 0);
            }
            case "node" -> stamp.node(text(scanner.recurringValue()));
            case "role" -> stamp.role(text(scanner.recurringValue()));
            case "region" -> stamp.region(text(scanner.recurringValue()));
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
        resolutionNanos = Math.max(resolutionNanos, sum.step());
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
        return tooLarge ? HopStamp.ABSENT : sum.total();
    }

    private String bounded(String value) {
        oversize |= value.length() > StampLimits.MAX_TEXT;
        return value;
    }

    private @Nullable String text(String value) {
        return value.isEmpty() || value.equals("-") ? null : bounded(value);
    }

    private long unit(String value) {
        switch (value) {
            case "s":
                return 1_000_000_000;
            case "ms":
                return 1_000_000;
            case "us":
            case "":
                return 1_000;
            case "ns":
                return 1;
            default:
                malformed = true;
                return 1_000;
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
