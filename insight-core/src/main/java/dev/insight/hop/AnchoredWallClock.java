package dev.insight.hop;

import java.util.function.LongSupplier;

/**
 * The wall clock told by the monotonic one, which runs at the same pace and is read anyway: how far apart they are is
 * found once a second. Thread-safe without locks, as a distance is of use whenever it was found.
 */
final class AnchoredWallClock {
    /** A wall clock that was set tells the other time after so long at the latest. */
    private static final long READ_AGAIN_NANOS = 1_000_000_000;
    /** Two clocks that are read one after the other are read at one moment, unless a pause comes between. */
    private static final long ONE_MOMENT_NANOS = 20_000;

    private final LongSupplier monotonicNanos;
    private final LongSupplier epochMicros;
    private volatile long aheadMicros;
    private volatile long readNanos;

    AnchoredWallClock(LongSupplier monotonicNanos, LongSupplier epochMicros) {
        this.monotonicNanos = monotonicNanos;
        this.epochMicros = epochMicros;
        readNanos = monotonicNanos.getAsLong() - 2 * READ_AGAIN_NANOS;
    }

    /** Microseconds since the epoch when the monotonic clock read {@code nanos}. */
    long epochMicros(long nanos) {
        if (Math.abs(nanos - readNanos) <= READ_AGAIN_NANOS) {
            return nanos / 1_000 + aheadMicros;
        }
        long before = monotonicNanos.getAsLong();
        long ahead = epochMicros.getAsLong() - before / 1_000;
        if (monotonicNanos.getAsLong() - before <= ONE_MOMENT_NANOS) {
            aheadMicros = ahead;
            readNanos = before;
        }
        return nanos / 1_000 + ahead; // off by a pause that came between, but then none after it is
    }
}
