package dev.insight.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A prober driven by hand on a clock that stands still: no threads, no waiting. */
final class ProberFixture {
    final FakeTicker ticker = new FakeTicker();
    final StallDetector stalls = new StallDetector(ticker);
    final List<ProbeResult> results = new ArrayList<>();
    final List<Skip> skips = new ArrayList<>();
    final Prober prober;
    private final long origin = ticker.nanos();

    ProberFixture(ProbeTransport transport) {
        this(transport, null);
    }

    ProberFixture(ProbeTransport transport, @Nullable ColdProber cold) {
        Outbox outbox = new Outbox(ticker, stalls, results::add, (slot, reason) -> skips.add(new Skip(slot, reason)));
        prober = new Prober(outbox, stalls, transport, cold, Thread::new);
    }

    /** Lets time pass, with the scheduler awake at every moment it asks for. */
    void run(Duration time) {
        long end = ticker.nanos() + time.toNanos();
        while (true) {
            long wait = prober.loop().step();
            long left = end - ticker.nanos();
            if (wait > left) {
                ticker.advance(left);
                return;
            }
            ticker.advance(wait);
        }
    }

    /** Lets time pass with the scheduler asleep, then wakes it. */
    void oversleep(Duration time) {
        ticker.advance(time);
        run(Duration.ZERO);
    }

    /** Slots that {@code probe}'s lane of {@code kind} has had to take from {@code fromNanos} until now. */
    long scheduled(Probe probe, ProbeKind kind, Duration interval, long fromNanos) {
        ProbeSchedule schedule = ProbeSchedule.of(probe.path(), kind, interval.toNanos(), origin);
        long first = schedule.numberFrom(fromNanos);
        long number = first;
        while (schedule.atNanos(number) - ticker.nanos() <= 0) {
            number++;
        }
        return number - first;
    }

    /** A skipped slot. */
    record Skip(Slot slot, SkipReason reason) {}
}
