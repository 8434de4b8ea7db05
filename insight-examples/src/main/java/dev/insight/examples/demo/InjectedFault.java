package dev.insight.examples.demo;

import dev.insight.examples.lab.Fault;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A fault and when it was injected, in the demo's own time. Immutable.
 *
 * @param atNanos when, since the demo began to measure
 * @param clearedNanos when it was ended by hand, or null
 */
record InjectedFault(Fault fault, long atNanos, @Nullable Long clearedNanos) {
    /** How it stands with a fault. */
    enum State {
        TO_COME,
        ON,
        OVER
    }

    InjectedFault cleared(long nowNanos) {
        return state(nowNanos) == State.OVER ? this : new InjectedFault(fault, atNanos, nowNanos);
    }

    long beginNanos() {
        return atNanos + fault.after().toNanos();
    }

    /** When it ends or has ended; {@code Long.MAX_VALUE} where nobody has said. */
    long endNanos() {
        Duration length = fault.length();
        long end = length == null ? Long.MAX_VALUE : beginNanos() + length.toNanos();
        return clearedNanos == null ? end : Math.min(end, clearedNanos);
    }

    State state(long nowNanos) {
        if (nowNanos >= endNanos()) {
            return State.OVER;
        }
        return nowNanos < beginNanos() ? State.TO_COME : State.ON;
    }
}
