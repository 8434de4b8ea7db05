package dev.insight.probe;

import dev.insight.hop.Ticker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One path's probes of one kind: when they are due, how many may be under way, how they count. Confined to the
 * scheduler's thread.
 */
final class Lane extends Turn {
    private final ProbedPath path;
    private final ProbeKind kind;
    private final TurnQueue turns;
    private final ProbeSchedule schedule;
    private final InFlightLimit limit;

    /** Hops that partial-path probes stop at in turn; empty for other kinds. */
    private final List<String> stops;

    /** Slots so far, for each stop of its own: counted in common, a stop would forever meet the same backends. */
    private final long[] sequences;

    private long number;

    /** A lane of {@code path}; {@code extra} more than the schedule needs may be under way. */
    Lane(ProbedPath path, ProbeKind kind, TurnQueue turns, ProbeSchedule schedule, int extra) {
        this.path = path;
        this.kind = kind;
        this.turns = turns;
        this.schedule = schedule;
        stops = kind == ProbeKind.PARTIAL ? path.probe().route().hops() : List.of();
        sequences = new long[Math.max(1, stops.size())];
        limit = InFlightLimit.of(path.probe().timeout().toNanos(), schedule.intervalNanos(), extra);
    }

    /** Enters the schedule: the first slot is due within an interval after {@code nowNanos}. */
    void begin(long nowNanos) {
        number = schedule.numberFrom(nowNanos);
        atNanos = schedule.atNanos(number);
        turns.add(this);
    }

    @Override
    public void run() {
        long intended = atNanos;
        int turn = (int) Math.floorMod(number, (long) sequences.length);
        // Queued again first, so that whatever becomes of this slot, the next one comes.
        atNanos = schedule.atNanos(++number);
        turns.add(this);
        take(turn, intended, schedule.intervalNanos());
    }

    /** Sends the slot meant for {@code intendedNanos}, or skips it: more than {@code tooLateNanos} later, or crowded out. */
    void take(int turn, long intendedNanos, long tooLateNanos) {
        Ticker ticker = path.outbox().ticker();
        long now = ticker.nanos();
        long lag = now - intendedNanos;
        String stop = stops.isEmpty() ? null : stops.get(turn);
        Slot slot = slot(stop, sequences[turn]++, intendedNanos, ticker.epochMicros() - lag / 1_000);
        if (lag > tooLateNanos) {
            path.outbox().skip(slot, SkipReason.STALLED);
        } else if (limit.tryTake()) {
            path.send(slot, new Flight(path, slot, limit, now));
        } else {
            path.outbox().skip(slot, SkipReason.OUTSTANDING);
        }
    }

    private Slot slot(@Nullable String stop, long sequence, long intendedNanos, long intendedEpochMicros) {
        return new Slot(path.probe(), kind, stop, sequence, intendedNanos, intendedEpochMicros);
    }
}
