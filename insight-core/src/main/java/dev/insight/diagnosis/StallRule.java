package dev.insight.diagnosis;

import org.jspecify.annotations.Nullable;

/**
 * Packets are lost on a link: a call that loses one waits for a retransmission, which comes no sooner than 200 ms later,
 * and doubles with every further loss. The middle of the latencies does not move.
 */
final class StallRule {
    /** What no jitter does and every retransmission, milliseconds. */
    static final float LEAST_STALL_MILLIS = 150;

    /** A burst that fills a link's queues is over sooner. */
    private static final int LEAST_INTERVALS = 4;

    private static final long LEAST_MICROS = 20_000_000;
    private static final int LATEST = 128;

    private StallRule() {}

    static @Nullable Signal check(Component component, long now) {
        RareEvents stalls = component.stalls();
        if (!stalls.isAlarm()) {
            return null;
        }
        long since = stalls.leftZeroMicros();
        long least = Math.max(LEAST_INTERVALS * ShiftRule.intervalMicros(component), LEAST_MICROS);
        if (stalls.lastHitMicros() - since < least) {
            return null;
        }
        RecentSamples samples = component.samples();
        int count = Math.min(LATEST, samples.since(since));
        return new Signal(component, "loss", since, count, samples.meanOfNotable(count), 1, null);
    }
}
