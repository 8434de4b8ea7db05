package dev.insight.micrometer.prometheus;

import io.micrometer.core.instrument.AbstractTimer;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.distribution.NoopHistogram;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A Micrometer timer whose values go to a histogram of ours. Thread-safe. */
final class HistogramTimer extends AbstractTimer {
    private final HistogramSeries series;
    private final AtomicLong maxNanos = new AtomicLong();

    HistogramTimer(Meter.Id id, Clock clock, PauseDetector pauses, TimeUnit baseTimeUnit, HistogramSeries series) {
        super(id, clock, pauses, baseTimeUnit, NoopHistogram.INSTANCE);
        this.series = series;
    }

    @Override
    protected void recordNonNegative(long amount, TimeUnit unit) {
        long nanos = unit.toNanos(amount);
        if (nanos > maxNanos.get()) { // as hardly ever
            maxNanos.accumulateAndGet(nanos, Math::max);
        }
        series.observe(nanos);
    }

    @Override
    public long count() {
        return series.count();
    }

    @Override
    public double totalTime(TimeUnit unit) {
        return series.sumSeconds() * unit.convert(1, TimeUnit.SECONDS);
    }

    /** The largest value ever, as Prometheus has windows of its own. */
    @Override
    public double max(TimeUnit unit) {
        return (double) maxNanos.get() / unit.toNanos(1);
    }
}
