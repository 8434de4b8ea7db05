package dev.insight.probe;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One path being probed: its lanes, what is under way, its session. Slots are taken on the scheduler's thread only;
 * answers come on any. Paths share nothing that one of them could hold up.
 */
final class ProbedPath {
    private final Probe probe;
    private final ProbeTransport.Session session;
    private final @Nullable ColdProber cold;
    private final Outbox outbox;
    private final ProbeLoop loop;
    private final Lane warmLane;
    private final @Nullable Lane coldLane;
    private final @Nullable Lane partialLane;
    private final OverdueTurn overdue;
    private final Investigation investigation;
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile boolean removed;

    ProbedPath(
            Probe probe,
            ProbeTransport.Session session,
            @Nullable ColdProber cold,
            Outbox outbox,
            ProbeLoop loop,
            long originNanos) {
        this.probe = probe;
        this.session = session;
        this.cold = cold;
        this.outbox = outbox;
        this.loop = loop;
        int hops = probe.route().hops().size();
        boolean isCold = cold != null && !probe.coldInterval().isZero() && cold.supports(probe);
        boolean isPartial = hops > 0 && !probe.partialInterval().isZero();
        warmLane = lane(ProbeKind.WARM, probe.interval().toNanos(), originNanos, 1);
        coldLane = isCold ? lane(ProbeKind.COLD, probe.coldInterval().toNanos(), originNanos, 1) : null;
        partialLane =
                isPartial ? lane(ProbeKind.PARTIAL, probe.partialInterval().toNanos(), originNanos, hops) : null;
        overdue = new OverdueTurn(loop.turns(), probe.timeout().toNanos());
        investigation = new Investigation(this, coldLane, partialLane, loop);
    }

    private Lane lane(ProbeKind kind, long intervalNanos, long originNanos, int extra) {
        ProbeSchedule schedule = ProbeSchedule.of(probe.path(), kind, intervalNanos, originNanos);
        return new Lane(this, kind, loop.turns(), schedule, extra);
    }

    Probe probe() {
        return probe;
    }

    Outbox outbox() {
        return outbox;
    }

    /** Enters the schedule; on the scheduler's thread. */
    void begin() {
        if (removed) {
            return;
        }
        long now = outbox.ticker().nanos();
        warmLane.begin(now);
        if (coldLane != null) {
            coldLane.begin(now);
        }
        if (partialLane != null) {
            partialLane.begin(now);
        }
    }

    /** Passes no more answers on and closes the session. On any thread. */
    void remove() {
        removed = true;
        Prober.close(session);
    }

    /** Leaves the schedule; on the scheduler's thread. */
    void end() {
        TurnQueue turns = loop.turns();
        turns.remove(warmLane);
        if (coldLane != null) {
            turns.remove(coldLane);
        }
        if (partialLane != null) {
            turns.remove(partialLane);
        }
        turns.remove(investigation);
        overdue.dismiss();
    }

    /** Sends {@code slot} now; on the scheduler's thread. */
    void send(Slot slot, Flight flight) {
        outbox.begun();
        overdue.watch(flight);
        try {
            if (slot.kind() != ProbeKind.COLD) {
                session.send(slot, flight);
            } else if (cold == null || !cold.send(slot, flight)) {
                if (flight.end()) {
                    outbox.skip(slot, SkipReason.CROWDED);
                }
            }
        } catch (Throwable e) {
            flight.fail("INTERNAL", "the transport threw " + e);
        }
    }

    /** A probe has ended with {@code result}; on any thread. */
    void answered(ProbeResult result, long startNanos) {
        if (removed) {
            return;
        }
        ProbeResult judged = outbox.judge(result, startNanos);
        outbox.publish(judged);
        if (judged.slot().kind() == ProbeKind.WARM && !judged.tainted()) {
            boolean fails = !judged.outcome().isOk();
            if (failing.getAndSet(fails) != fails && fails) {
                loop.submit(this::investigate);
            }
        }
    }

    /** Whether the last warm probe that counts has failed. */
    boolean isFailing() {
        return failing.get();
    }

    private void investigate() {
        if (!removed) {
            investigation.begin(outbox.ticker().nanos());
        }
    }
}
