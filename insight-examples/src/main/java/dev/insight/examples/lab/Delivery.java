package dev.insight.examples.lab;

import dev.insight.hop.Ticker;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Something to be done at a time; those of the same time are done in the order they were made. */
final class Delivery implements Delayed {
    private static final AtomicLong MADE = new AtomicLong();

    private final Ticker ticker;
    private final long dueNanos;
    private final long order = MADE.getAndIncrement();
    private final Runnable task;

    Delivery(Ticker ticker, long dueNanos, Runnable task) {
        this.ticker = ticker;
        this.dueNanos = dueNanos;
        this.task = task;
    }

    void run() {
        task.run();
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(dueNanos - ticker.nanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        Delivery that = (Delivery) other;
        int byTime = Long.signum(dueNanos - that.dueNanos);
        return byTime != 0 ? byTime : Long.compare(order, that.order);
    }
}
