package dev.insight;

import dev.insight.diagnosis.HostLoad;
import dev.insight.hop.Ticker;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import dev.insight.probe.SkipReason;
import dev.insight.probe.Slot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Puts what comes in the order of endings into that of intended starts: each event is held until none that began earlier
 * can still come. What comes later than that is told when it comes, and what is too much to hold is told early; nothing is
 * lost. Confined to the pipeline thread.
 */
final class InOrder {
    /** For the way from the prober through the pipeline, beyond the longest timeout. */
    private static final long SLACK_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Beyond that, the wall's clock and the monotonic one are read at different moments. */
    private static final long TICK_SLACK_MICROS = 250_000;

    private static final long SECOND_MICROS = 1_000_000;
    /** Events wait for seconds, and need not wake a thread each. */
    private static final long COARSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final int MAX_HELD = 20_000;

    private final Ticker ticker;
    private final Audience<OrderedListener> listeners;
    private final PriorityQueue<Held> held =
            new PriorityQueue<>(Comparator.comparingLong(Held::micros).thenComparingLong(Held::number));
    private final Map<PathId, Probe> probes = new HashMap<>();
    private long holdNanos = SLACK_NANOS;
    private long number;
    private long clockOffset;
    private long passedMicros;

    /**
     * @param micros when it began or was, by the wall's clock, which orders
     * @param nanos the same by the monotonic clock, which tells how long to wait
     * @param number tells those of the same time apart
     */
    private record Held(long micros, long nanos, long number, Consumer<OrderedListener> news) {}

    InOrder(List<OrderedListener> listeners, LongAdder faults, Ticker ticker) {
        this.ticker = ticker;
        this.listeners = new Audience<>(listeners, faults);
    }

    void added(Probe probe, Moment at) {
        probes.put(probe.path(), probe);
        holdForTheSlowest();
        hold(at.micros(), at.nanos(), listener -> listener.added(probe));
    }

    void removed(Probe probe, Moment at) {
        probes.remove(probe.path(), probe);
        // Of a path that was removed no more is told, so that only those measured now count.
        holdForTheSlowest();
        hold(at.micros(), at.nanos(), listener -> listener.removed(probe, at.micros()));
    }

    void report(ProbeReport report) {
        Slot slot = report.result().slot();
        hold(slot.intendedEpochMicros(), slot.intendedNanos(), listener -> listener.report(report));
    }

    void skipped(Slot slot, SkipReason reason) {
        hold(slot.intendedEpochMicros(), slot.intendedNanos(), listener -> listener.skipped(slot, reason));
    }

    void load(HostLoad load, Moment read) {
        long age = read.micros() - load.epochMicros();
        hold(load.epochMicros(), read.nanos() - 1_000 * age, listener -> listener.load(load));
    }

    /** Tells what is due. */
    void tellDue() {
        long now = ticker.nanos();
        for (Held next = held.peek(); next != null && isDue(next, now); next = held.peek()) {
            listeners.tell(held.remove().news());
        }
    }

    /** Tells all that is held. */
    void tellAll() {
        for (Held next = held.poll(); next != null; next = held.poll()) {
            listeners.tell(next.news());
        }
    }

    /** Says that time has passed, up to the latest second of which all has been told. */
    void tellTime() {
        long told = ticker.epochMicros() - holdNanos / 1_000 - TICK_SLACK_MICROS;
        long second = told - Math.floorMod(told, SECOND_MICROS);
        if (second > passedMicros) {
            passedMicros = second;
            listeners.tell(listener -> listener.passed(second));
        }
    }

    /** How long nothing will be due, in nanoseconds. */
    long waitNanos() {
        Held next = held.peek();
        return next == null ? Long.MAX_VALUE : Math.max(COARSE_NANOS, next.nanos() + holdNanos - ticker.nanos());
    }

    private boolean isDue(Held event, long now) {
        return now - (event.nanos() + holdNanos) >= 0 || held.size() > MAX_HELD;
    }

    private void hold(long micros, long nanos, Consumer<OrderedListener> news) {
        long offset = micros - nanos / 1_000;
        if (Math.abs(offset - clockOffset) > SECOND_MICROS) {
            // The wall's clock was set: what is held was before, whatever its time.
            tellAll();
        }
        clockOffset = offset;
        held.add(new Held(micros, nanos, number++, news));
    }

    private void holdForTheSlowest() {
        long longest = 0;
        for (Probe probe : probes.values()) {
            longest = Math.max(longest, probe.timeout().toNanos());
        }
        holdNanos = longest + SLACK_NANOS;
    }

    /** A moment by both clocks. */
    record Moment(long micros, long nanos) {
        static Moment now(Ticker ticker) {
            return new Moment(ticker.epochMicros(), ticker.nanos());
        }
    }
}
