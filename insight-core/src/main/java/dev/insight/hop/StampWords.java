package dev.insight.hop;

import org.jspecify.annotations.Nullable;

/** What the words in a stamp mean. Those that a later version may know are no fault, save for units. */
final class StampWords {
    static final int USUAL_UNIT_NANOS = 1_000;

    private StampWords() {}

    /** How long one of {@code value} is; negative for what is no unit. */
    static int unitNanos(String value) {
        return switch (value) {
            case "s" -> 1_000_000_000;
            case "ms" -> 1_000_000;
            case "us", "" -> USUAL_UNIT_NANOS;
            case "ns" -> 1;
            default -> -1;
        };
    }

    static HopStamp.@Nullable Origin origin(String value) {
        return switch (value) {
            case "own" -> HopStamp.Origin.OWN;
            case "up" -> HopStamp.Origin.UP;
            default -> null;
        };
    }

    static HopStamp.@Nullable Kind kind(String value) {
        return switch (value) {
            case "svc" -> HopStamp.Kind.SVC;
            case "proxy" -> HopStamp.Kind.PROXY;
            case "stream" -> HopStamp.Kind.STREAM;
            default -> null;
        };
    }
}
