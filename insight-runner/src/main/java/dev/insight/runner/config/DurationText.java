package dev.insight.runner.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 200ms}, {@code 5s}, {@code 1.5s}, {@code 1h30m}. */
public final class DurationText {
    /** What would be right, for error messages. */
    public static final String EXAMPLES = "write it like 200ms, 5s or 1h30m";

    private static final Pattern WHOLE = Pattern.compile("(?:\\d{1,9}(?:\\.\\d{1,9})?(?:ms|us|s|m|h|d))+");
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|us|s|m|h|d)");

    private DurationText() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException whose message says what is wrong and what would be right
     */
    public static Duration parse(String text) {
        return parse(text, Reading.quote(text));
    }

    /** Reads {@code text}, which may be a secret, so messages have {@code shown} instead. */
    static Duration parse(String text, String shown) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        if (!WHOLE.matcher(text).matches()) {
            String fault = text.matches("\\d+(\\.\\d+)?") ? "has no unit" : "is not a duration";
            throw new IllegalArgumentException(shown + " " + fault + ", " + EXAMPLES);
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(nanosOf(part.group(2)))));
        }
        if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException(shown + " is too long, " + EXAMPLES);
        }
        return Duration.ofNanos(nanos.longValue());
    }

    /** Writes a duration as {@link #parse} reads it, with the fewest units that lose nothing. */
    public static String format(Duration duration) {
        if (duration.isZero()) {
            return "0";
        }
        StringBuilder text = new StringBuilder();
        long rest = duration.toNanos();
        for (String unit : new String[] {"d", "h", "m", "s", "ms"}) {
            long count = rest / nanosOf(unit);
            rest -= count * nanosOf(unit);
            text.append(count == 0 ? "" : count + unit);
        }
        return text
                + (rest == 0
                        ? ""
                        : BigDecimal.valueOf(rest, 3).stripTrailingZeros().toPlainString() + "us");
    }

    private static long nanosOf(String unit) {
        return switch (unit) {
            case "us" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 86_400_000_000_000L;
        };
    }
}
