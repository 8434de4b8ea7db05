package dev.insight.examples.lab;

import java.time.Duration;

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
    Weather {
        if (delayNanos < 0 || jitterNanos < 0 || loss < 0 || loss > 1 || bytesPerSecond < 0) {
            throw new IllegalArgumentException("weather out of range: delay " + delayNanos + " ns, jitter "
                    + jitterNanos + " ns, loss " + loss + ", " + bytesPerSecond + " bytes/s");
        }
    }

    static Weather delay(Duration delay) {
        return new Weather(delay.toNanos(), 0, 0, 0, true);
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
