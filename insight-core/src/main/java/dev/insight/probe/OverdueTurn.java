package dev.insight.probe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Ends probes whose transport breaks its word and never answers, so that they do not take up their path's places for
 * ever. A path has one timeout, so its probes are overdue in the order they were sent. Confined to the scheduler's thread.
 */
final class OverdueTurn extends Turn {
    /** Beyond the timeout, so that a transport that answers at the last moment is heard. */
    static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final TurnQueue turns;
    private final long patienceNanos;
    private final Deque<Flight> flights = new ArrayDeque<>();

    OverdueTurn(TurnQueue turns, long timeoutNanos) {
        this.turns = turns;
        patienceNanos = timeoutNanos + GRACE_NANOS;
    }

    void watch(Flight flight) {
        forgetEnded();
        flights.add(flight);
        if (place < 0) {
            queue();
        }
    }

    @Override
    public void run() {
        for (Flight flight = flights.peek(); flight != null && isOverdue(flight); flight = flights.peek()) {
            flight.fail("DEADLINE_EXCEEDED", "the transport did not answer within the timeout");
            flights.remove();
        }
        forgetEnded();
        queue();
    }

    /** Ends all probes unheard. */
    void dismiss() {
        turns.remove(this);
        flights.forEach(Flight::end);
        flights.clear();
    }

    private boolean isOverdue(Flight flight) {
        return flight.startNanos() + patienceNanos - atNanos <= 0;
    }

    private void forgetEnded() {
        for (Flight oldest = flights.peek(); oldest != null && oldest.hasEnded(); oldest = flights.peek()) {
            flights.remove();
        }
    }

    private void queue() {
        Flight oldest = flights.peek();
        if (oldest != null) {
            atNanos = oldest.startNanos() + patienceNanos;
            turns.add(this);
        }
    }
}
