package dev.insight.hop;

import org.jspecify.annotations.Nullable;

/**
 * Reads one element of {@code insight-hop}. Lenient in what does not matter (order of keys, unknown keys, unknown
 * kinds and flags) and unforgiving where a guess would become a measurement: a number that is none, or a unit nobody
 * knows, spoils the element.
 */
final class StampParser {
    private static final String DURATIONS = "tubqpr";

    private final @Nullable String[] durations = new String[DURATIONS.length()];
    private final FieldScanner scanner;
    private long unitNanos = 1_000;
    private long resolutionNanos;
    private boolean malformed;
    private boolean clamped;
    private boolean oversize;

    private StampParser(FieldScanner scanner) {
        this.scanner = scanner;
    }

    /** What became of an element: a stamp, or the reason why there is none. */
    record Reading(@Nullable HopStamp stamp, boolean oversize) {}

    static Reading parse(String text, int from, int end) {
        if (end - from > StampLimits.MAX_STAMP_CHARS) {
            return new Reading(null, true);
        }
        StampParser parser = new StampParser(new FieldScanner(text, from, end));
        HopStamp stamp = parser.parse();
        boolean unusable = parser.malformed || parser.scanner.malformed() || parser.oversize;
        return new Reading(unusable ? null : stamp, parser.oversize);
    }

    private HopStamp parse() {
        HopStamp.Builder stamp = HopStamp.builder(bounded(scanner.name()));
        while (scanner.next()) {
            read(stamp, scanner.key(), scanner.value());
        }
        // Only now is the unit known: it may stand anywhere and holds for every duration.
        stamp.totalNanos(nanos('t'))
                .upstreamNanos(nanos('u'))
                .beforeUpstreamNanos(nanos('b'))
                .queueNanos(nanos('q'))
                .preTransportNanos(nanos('p'))
                .retryNanos(nanos('r'))
                .resolutionNanos(resolutionNanos > 0 ? resolutionNanos : unitNanos)
                .clamped(clamped);
        return stamp.build();
    }

    private void read(HopStamp.Builder stamp, String key, String value) {
        switch (key) {
            case "t", "u", "b", "q", "p", "r" -> durations[DURATIONS.indexOf(key)] = value;
            case "n" -> stamp.fanOut((int) number(value, Integer.MAX_VALUE));
            case "a" -> stamp.attempts((int) number(value, Integer.MAX_VALUE));
            case "w" -> stamp.arrivalEpochMicros(number(value, Long.MAX_VALUE));
            case "unit" -> unitNanos = unit(value);
            case "e" -> stamp.origin(origin(value));
            case "k" -> stamp.kind(kind(value));
            case "f" -> stamp.interceptorClock(value.indexOf('i') >= 0).headerTime(value.indexOf('h') >= 0);
            case "node" -> stamp.node(text(value));
            case "role" -> stamp.role(text(value));
            case "region" -> stamp.region(text(value));
            default -> {} // a later version's
        }
    }

    private long nanos(char key) {
        String value = durations[DURATIONS.indexOf(key)];
        if (value == null) {
            return HopStamp.ABSENT;
        }
        DecimalSum sum = DecimalSum.parse(value, unitNanos);
        malformed |= sum.malformed();
        clamped |= sum.overflow();
        resolutionNanos = Math.max(resolutionNanos, sum.step());
        return sum.total();
    }

    private long number(String value, long max) {
        DecimalSum sum = DecimalSum.parse(value, 1);
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
