package dev.insight.runner.config;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as people write them: {@code 64MiB}, {@code 1.5GiB}, {@code 500MB}. */
final class SizeText {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(KiB|MiB|GiB|kB|MB|GB)");
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");
    private static final long MOST = 1L << 40;

    private SizeText() {}

    /**
     * Reads a size, in bytes.
     *
     * @throws IllegalArgumentException whose message says what is wrong and what would be right
     */
    static long parse(String text, String shown, long least) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            String fault = NUMBER.matcher(text).matches() ? "has no unit" : "is not a size";
            throw new IllegalArgumentException(shown + " " + fault + ", write it like 64MiB, 1.5GiB or 500MB");
        }
        BigDecimal bytes = new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(bytesOf(size.group(2))));
        if (bytes.compareTo(BigDecimal.valueOf(least)) < 0 || bytes.compareTo(BigDecimal.valueOf(MOST)) > 0) {
            throw new IllegalArgumentException(shown + " is out of range, write " + bounds(least));
        }
        return bytes.longValue();
    }

    /** The form of a size of at least {@code least} bytes. */
    static String range(long least) {
        return "size such as 64MiB, " + bounds(least);
    }

    private static String bounds(long least) {
        return (least >> 20) + "MiB to " + (MOST >> 30) + "GiB";
    }

    private static long bytesOf(String unit) {
        return switch (unit) {
            case "kB" -> 1_000;
            case "MB" -> 1_000_000;
            case "GB" -> 1_000_000_000;
            case "KiB" -> 1 << 10;
            case "MiB" -> 1 << 20;
            default -> 1 << 30;
        };
    }
}
