package dev.insight.hop;

/** Clocks that stand still until told. */
final class FakeTicker implements Ticker {
    /** Close to the end of the range, where a comparison that is no difference goes wrong. */
    private static final long ORIGIN = Long.MAX_VALUE - 50;

    private long nanos = ORIGIN;

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized long epochMicros() {
        return 1_700_000_000_000_000L + (nanos - ORIGIN) / 1_000;
    }

    synchronized void advance(long byNanos) {
        nanos += byNanos;
    }
}
