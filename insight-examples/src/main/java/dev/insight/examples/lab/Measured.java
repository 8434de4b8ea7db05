package dev.insight.examples.lab;

/**
 * What the lab itself measured where a fault is injected, of calls or of what passed a wire, by no stamp. Immutable.
 *
 * @param count how many values this is made of
 * @param meanMillis their mean, without the largest hundredth
 * @param medianMillis their median
 * @param highMillis what one in twenty exceeds
 * @param share the share of calls that failed, or of passages that stalled as when a packet is lost
 */
public record Measured(long count, double meanMillis, double medianMillis, double highMillis, double share) {
    private static final long STALL_NANOS = 150_000_000;
    private static final double MILLI = 1e6;

    /** Of sorted times, in nanoseconds. */
    static Measured ofNanos(long[] sorted) {
        if (sorted.length == 0) {
            return new Measured(0, 0, 0, 0, 0);
        }
        int kept = sorted.length - sorted.length / 100;
        double sum = 0;
        for (int i = 0; i < kept; i++) {
            sum += sorted[i];
        }
        long median = sorted[sorted.length / 2];
        int stalled = 0;
        for (long each : sorted) {
            if (each >= median + STALL_NANOS) {
                stalled++;
            }
        }
        return new Measured(
                sorted.length,
                sum / kept / MILLI,
                median / MILLI,
                sorted[sorted.length * 19 / 20] / MILLI,
                (double) stalled / sorted.length);
    }

    /** Of calls: 1 for each that failed, 0 for each that did not. */
    static Measured ofFailures(long[] failed) {
        long sum = 0;
        for (long each : failed) {
            sum += each;
        }
        return new Measured(failed.length, 0, 0, 0, failed.length == 0 ? 0 : (double) sum / failed.length);
    }
}
