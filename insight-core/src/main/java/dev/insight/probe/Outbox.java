package dev.insight.probe;

import static dev.insight.hop.HopStamp.ABSENT;

import dev.insight.hop.Ticker;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Where slots end: those sent as results, judged whether this process stood still meanwhile, and the others as skips.
 * Thread-safe as far as its consumers are.
 */
final class Outbox {
    private final Ticker ticker;
    private final StallDetector stalls;
    private final Consumer<ProbeResult> results;
    private final BiConsumer<Slot, SkipReason> skips;
    private final AtomicInteger outstanding = new AtomicInteger();

    Outbox(Ticker ticker, StallDetector stalls, Consumer<ProbeResult> results, BiConsumer<Slot, SkipReason> skips) {
        this.ticker = ticker;
        this.stalls = stalls;
        this.results = results;
        this.skips = skips;
    }

    Ticker ticker() {
        return ticker;
    }

    int outstanding() {
        return outstanding.get();
    }

    void begun() {
        outstanding.incrementAndGet();
    }

    void ended() {
        outstanding.decrementAndGet();
    }

    void skip(Slot slot, SkipReason reason) {
        skips.accept(slot, reason);
    }

    void publish(ProbeResult judged) {
        results.accept(judged);
    }

    /** The result of {@code slot} when the call itself has nothing to say. */
    static ProbeResult failed(Slot slot, String code, String message) {
        return ProbeResult.builder(slot, Outcome.failed(code, Phase.RPC, message))
                .build();
    }

    /** Adds to a transport's result what only the prober knows. */
    ProbeResult judge(ProbeResult result, long startNanos) {
        long end = ticker.nanos();
        long lag = startNanos - result.slot().intendedNanos();
        boolean stalled = lag > StallDetector.THRESHOLD_NANOS || stalls.overlaps(startNanos, end);
        ProbeResult.Builder judged =
                result.toBuilder().startLagNanos(lag).lifeNanos(startNanos, end).tainted(result.tainted() || stalled);
        if (!result.outcome().isOk()) {
            // A failure has no latency, whatever a transport says: none may enter a series by mistake.
            judged.latencyNanos(ABSENT);
        }
        return judged.build();
    }
}
