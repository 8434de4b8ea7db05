package dev.insight.probe;

import dev.insight.hop.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Clocks that stand still until told. */
public final class FakeTicker implements Ticker {
    private static final long EPOCH_MICROS = 1_760_000_000_000_000L;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000);

    public void advance(Duration by) {
        advance(by.toNanos());
    }

    public void advance(long byNanos) {
        nanos.addAndGet(byNanos);
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public long epochMicros() {
        return EPOCH_MICROS + (nanos.get() - (Long.MAX_VALUE - 1_000_000)) / 1_000;
    }
}
