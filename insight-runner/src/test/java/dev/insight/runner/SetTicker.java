package dev.insight.runner;

import dev.insight.hop.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that goes only when told. */
public final class SetTicker implements Ticker {
    private final AtomicLong nanos = new AtomicLong();

    public void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public long epochMicros() {
        return 1_760_000_000_000_000L + nanos.get() / 1_000;
    }
}
