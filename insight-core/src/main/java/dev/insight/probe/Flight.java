package dev.insight.probe;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One probe under way. Ends exactly once: by the transport's answer, by the prober when the transport owes one for too
 * long, or unheard because its path was removed. Thread-safe.
 */
final class Flight implements Consumer<ProbeResult> {
    private final ProbedPath path;
    private final Slot slot;
    private final InFlightLimit limit;
    private final long startNanos;
    private final AtomicBoolean ended = new AtomicBoolean();

    Flight(ProbedPath path, Slot slot, InFlightLimit limit, long startNanos) {
        this.path = path;
        this.slot = slot;
        this.limit = limit;
        this.startNanos = startNanos;
    }

    long startNanos() {
        return startNanos;
    }

    boolean hasEnded() {
        return ended.get();
    }

    /** The transport's answer; only the first counts. */
    @Override
    public void accept(@Nullable ProbeResult result) {
        if (end()) {
            path.answered(
                    result == null ? Outbox.failed(slot, "INTERNAL", "the transport answered null") : result,
                    startNanos);
        }
    }

    /** Ends the probe as failed if it has not ended. */
    void fail(String code, String message) {
        if (end()) {
            path.answered(Outbox.failed(slot, code, message), startNanos);
        }
    }

    /** Ends the probe without a word if it has not ended. Says whether it had not. */
    boolean end() {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        limit.release();
        path.outbox().ended();
        return true;
    }
}
