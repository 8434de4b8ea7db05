package dev.insight.runner.store;

import dev.insight.hop.Ticker;
import java.time.Duration;

/** Stands still unless told otherwise. */
final class SetTicker implements Ticker {
    private volatile long nanos;

    void advance(Duration by) {
        nanos += by.toNanos();
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public long epochMicros() {
        return nanos / 1_000;
    }
}
