package dev.insight.hop;

import java.time.Instant;

/** The only place that reads the machine's clocks; everything else is handed a {@link Ticker}. */
final class SystemTicker implements Ticker {
    static final SystemTicker INSTANCE = new SystemTicker();

    private final AnchoredWallClock wall = new AnchoredWallClock(this::nanos, this::epochMicros);

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

    @Override
    public long epochMicros(long nanos) {
        return wall.epochMicros(nanos);
    }
}
