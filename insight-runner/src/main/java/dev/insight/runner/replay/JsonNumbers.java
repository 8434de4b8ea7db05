package dev.insight.runner.replay;

import java.math.BigDecimal;

/** Numbers as all JSON of a runner has them. Pure. */
public final class JsonNumbers {
    private JsonNumbers() {}

    /** Epoch seconds, to the microsecond. */
    public static BigDecimal seconds(long epochMicros) {
        return BigDecimal.valueOf(epochMicros, 6);
    }

    /** Milliseconds, to the microsecond. */
    public static double millis(long nanos) {
        return Math.round(nanos / 1e3) / 1e3;
    }

    /** A part of one, to four digits. */
    public static double share(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
