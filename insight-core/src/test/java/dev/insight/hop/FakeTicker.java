package dev.insight.hop;

/** Clocks that stand still until told. */
final class FakeTicker implements Ticker {
    /** Close to the end of the range, where a comparison that is no difference goes wrong. */
    private long nanos = Long.MAX_VALUE - 50;

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public long epochMicros() {
        return 1_700_000_000_000_000L;
    }

    synchronized void advance(long byNanos) {
        nanos += byNanos;
    }
}
