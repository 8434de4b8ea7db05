package dev.insight.hop;

import static dev.insight.hop.HopStamp.ABSENT;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a call, as its {@link CallTimer} has it. Thread-safe; its own events come one after another. A call's
 * first attempt, which is nearly always its only one, is its timer itself.
 */
public abstract sealed class CallAttempt permits CallTimer, CallAttempt.Further {
    // All of this is guarded by the call's timer.
    long createdNanos;
    long lastedNanos = ABSENT;
    List<byte[]> stamps = List.of();

    @Nullable
    String endedWith;

    CallAttempt() {}

    /** The call that this is an attempt at. */
    abstract CallTimer call();

    /** The peer's trailers have come, with these stamps' wire values, innermost hop first. */
    public final void answered(List<byte[]> stampValues) {
        call().answered(this, stampValues);
    }

    /** The attempt's stream is closed, answered or not, with the status {@code statusCode}, by name. */
    public final void ended(String statusCode) {
        call().ended(this, statusCode);
    }

    final boolean hasEnded() {
        return lastedNanos >= 0;
    }

    final long endNanos() {
        return createdNanos + lastedNanos;
    }

    /** An attempt that is not the first. */
    static final class Further extends CallAttempt {
        private final CallTimer call;

        Further(CallTimer call) {
            this.call = call;
        }

        @Override
        CallTimer call() {
            return call;
        }
    }
}
