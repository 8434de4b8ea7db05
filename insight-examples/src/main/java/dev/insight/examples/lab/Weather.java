package dev.insight.examples.lab;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * What one direction of a link does to the bytes on it. Immutable.
 *
 * @param delayNanos added to every byte
 * @param jitterNanos mean of a further, exponentially distributed delay
 * @param loss chance of a segment to be lost, 0 to 1; the stream then stands still until TCP would have sent it again
 * @param bytesPerSecond how fast bytes get on the wire; 0 for no limit
 * @param open whether anything arrives at all; what is held while closed arrives after
 */
record Weather(long delayNanos, long jitterNanos, double loss, long bytesPerSecond, boolean open) {
    private static final int SEGMENT_BYTES = 1_460;
    private static final long MIN_RETRANSMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long MAX_STALL_NANOS = TimeUnit.SECONDS.toNanos(60);

    Weather {
        if (delayNanos < 0 || jitterNanos < 0 || loss < 0 || loss > 1 || bytesPerSecond < 0) {
            throw new IllegalArgumentException("weather out of range: delay " + delayNanos + " ns, jitter "
                    + jitterNanos + " ns, loss " + loss + ", " + bytesPerSecond + " bytes/s");
        }
    }

    /**
     * What {@code bytes} need from end to end, once they are on the wire. A lost segment costs what TCP's retransmissions
     * cost: round trip and 200 ms for the first, twice as much for each after.
     *
     * @param luck with jitter, evenly distributed from 0 to 1, exclusive
     * @param random likewise, for what may be lost
     */
    long passageNanos(int bytes, double luck, DoubleSupplier random) {
        long nanos = delayNanos;
        if (jitterNanos > 0) {
            nanos += (long) (-Math.log(1 - luck) * jitterNanos);
        }
        if (loss > 0) {
            long stall = 0;
            for (int left = bytes; left > 0; left -= SEGMENT_BYTES) {
                long timeout = MIN_RETRANSMIT_NANOS + 2 * delayNanos;
                while (stall < MAX_STALL_NANOS && random.getAsDouble() < loss) {
                    stall += timeout;
                    timeout *= 2;
                }
            }
            nanos += Math.min(stall, MAX_STALL_NANOS);
        }
        return nanos;
    }

    static Weather delay(Duration delay) {
        return new Weather(delay.toNanos(), 0, 0, 0, true);
    }

    /** A share of it, 0 to 1. */
    Weather scaled(double by) {
        return new Weather((long) (delayNanos * by), (long) (jitterNanos * by), loss * by, bytesPerSecond, open);
    }

    /** Both at once: delays and jitter add up, losses are independent, the narrower limit counts. */
    Weather and(Weather other) {
        long rate = bytesPerSecond == 0 || other.bytesPerSecond == 0
                ? Math.max(bytesPerSecond, other.bytesPerSecond)
                : Math.min(bytesPerSecond, other.bytesPerSecond);
        return new Weather(
                delayNanos + other.delayNanos,
                jitterNanos + other.jitterNanos,
                1 - (1 - loss) * (1 - other.loss),
                rate,
                open && other.open);
    }
}
