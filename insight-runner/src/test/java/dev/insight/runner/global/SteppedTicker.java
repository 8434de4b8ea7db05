package dev.insight.runner.global;

import dev.insight.hop.Ticker;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when a test says so. */
final class SteppedTicker implements Ticker {
    private final AtomicLong nanos = new AtomicLong();

    void step(long seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public long epochMicros() {
        return TimeUnit.SECONDS.toMicros(FakePrometheus.NOW) + nanos.get() / 1_000;
    }
}
