package dev.insight.diagnosis;

/** Numbers as diagnosis keeps thousands of: as few bits as what they are needed for allows. */
final class Compact {
    /** The smallest duration that is told from none, as a float's exponent: 2^-16 ms. */
    private static final int LEAST_BITS = (127 - 16) << 23;
    /** So many bits of a float's mantissa are left out: one part in 4,096 of a gate or spread matters to nobody. */
    private static final int LEFT_OUT = 12;

    private Compact() {}

    /** Microseconds as an int: exactly up to half an hour, and to the millisecond beyond, below zero. */
    static int delta(long micros) {
        return micros >= 0 && micros <= Integer.MAX_VALUE
                ? (int) micros
                : (int) -Math.max(0, Math.min(Integer.MAX_VALUE, micros / 1_000));
    }

    /** The microseconds of {@link #delta}. */
    static long micros(int delta) {
        return delta >= 0 ? delta : -1_000L * delta;
    }

    /** Milliseconds in sixteen bits: from 0 to 65,000, to one part in 4,096. */
    static int coarse(float millis) {
        int bits = (Float.floatToRawIntBits(millis) - LEAST_BITS + (1 << (LEFT_OUT - 1))) >> LEFT_OUT;
        return Math.max(0, Math.min(Character.MAX_VALUE, bits));
    }

    /** The milliseconds of {@link #coarse}. */
    static float millis(int coarse) {
        return coarse == 0 ? 0 : Float.intBitsToFloat((coarse << LEFT_OUT) + LEAST_BITS);
    }
}
