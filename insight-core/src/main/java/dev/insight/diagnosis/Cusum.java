package dev.insight.diagnosis;

/**
 * A cumulative sum that rises while values are higher than they should be and else falls back to zero: Page's test. It
 * remembers when it left zero, which is about when the change began. Confined to one thread.
 */
class Cusum {
    private final float limit;
    private float sum;
    private long leftZeroMicros;
    private int count;

    Cusum(float limit) {
        this.limit = limit;
    }

    /** Adds evidence for a change, or against when negative. */
    void add(float evidence, long micros) {
        if (sum == 0) {
            leftZeroMicros = micros;
            count = 0;
        }
        sum = Math.max(0, sum + evidence);
        count++;
    }

    boolean isAlarm() {
        return sum > limit;
    }

    /** Half way to an alarm. */
    boolean isSuspicious() {
        return sum > limit / 2;
    }

    /** When it last left zero. */
    long leftZeroMicros() {
        return leftZeroMicros;
    }

    /** How many values were added since. */
    int count() {
        return sum == 0 ? 0 : count;
    }

    void reset() {
        sum = 0;
        count = 0;
    }
}
