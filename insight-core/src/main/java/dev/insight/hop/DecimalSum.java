package dev.insight.hop;

import static dev.insight.hop.HopStamp.ABSENT;

/**
 * Reads a decimal number, or the sum of a list of them, as whole steps of a smaller unit: {@code 0.140} seconds are
 * 140,000,000 nanoseconds exactly, for no floating point is involved. Digits below one step are cut off, as clocks do.
 */
final class DecimalSum {
    private final String text;
    private final long scale;
    private int at;
    private long total = ABSENT;
    private long step;
    private boolean malformed;
    private boolean overflow;

    private DecimalSum(String text, long scale) {
        this.text = text;
        this.scale = scale;
    }

    /**
     * Reads {@code text} in units of {@code scale} steps, a power of ten. Members of a list stand between commas, or
     * colons where nginx went on to another group of servers; those that are absent do not count.
     */
    static DecimalSum parse(String text, long scale) {
        DecimalSum sum = new DecimalSum(text, scale);
        do {
            sum.member();
        } while (!sum.malformed && sum.at++ < text.length());
        return sum;
    }

    /** The sum in steps; absent if no member says anything, and when it does not fit. */
    long total() {
        return overflow || malformed ? ABSENT : total;
    }

    /** The smallest difference the coarsest member could show, in steps; 0 when all are absent. */
    long step() {
        return step;
    }

    boolean malformed() {
        return malformed;
    }

    /** Whether the sum is more than a long can hold. */
    boolean overflow() {
        return overflow;
    }

    private void member() {
        skipSpaces();
        boolean negative = at < text.length() && text.charAt(at) == '-';
        if (negative) {
            at++;
        }
        int from = at;
        long whole = 0;
        for (; isDigit(); at++) {
            whole = plus(times(whole, 10), digit());
        }
        int digits = at - from;
        long amount = times(whole, scale);
        long place = scale;
        if (at < text.length() && text.charAt(at) == '.') {
            for (at++; isDigit(); at++, digits++) {
                place /= 10;
                amount = plus(amount, digit() * place);
            }
            malformed |= digits == 0;
        }
        skipSpaces();
        malformed |= at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ':';
        if (digits > 0 && !negative) {
            total = plus(Math.max(total, 0), amount);
            step = Math.max(step, Math.max(place, 1));
            overflow |= total == Long.MAX_VALUE;
        }
    }

    private boolean isDigit() {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private int digit() {
        return text.charAt(at) - '0';
    }

    private void skipSpaces() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    /** Both saturate: once a sum is too large it stays so. */
    private static long times(long a, long b) {
        return a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
    }

    private static long plus(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }
}
