package dev.insight.hop;

import java.time.Instant;

/** The only place that reads the machine's clocks; everything else is handed a {@link Ticker}. */
final class SystemTicker implements Ticker {
    static final SystemTicker INSTANCE = new SystemTicker();

    /** A wall clock that was set tells the other time after so long at the latest. */
    private static final long READ_AGAIN_NANOS = 1_000_000_000;

    /** How far the wall clock is ahead of the monotonic one. Of use whenever it was read, so no lock is needed. */
    private volatile long aheadMicros;

    private volatile long readNanos = System.nanoTime() - 2 * READ_AGAIN_NANOS;

    private SystemTicker() {}

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public long epochMicros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }

    /** The wall clock is read once a second; in between the monotonic one, which runs at the same pace, stands for it. */
    @Override
    public long epochMicros(long nanos) {
        if (Math.abs(nanos - readNanos) > READ_AGAIN_NANOS) {
            aheadMicros = epochMicros() - nanos / 1_000;
            readNanos = nanos;
        }
        return nanos / 1_000 + aheadMicros;
    }
}
