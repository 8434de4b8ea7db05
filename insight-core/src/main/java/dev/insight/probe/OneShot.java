package dev.insight.probe;

import dev.insight.hop.Ticker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/** Sends single probes outside of any schedule and waits for them. */
final class OneShot {
    private final Probe probe;
    private final Outbox outbox;

    OneShot(Probe probe, Outbox outbox) {
        this.probe = probe;
        this.outbox = outbox;
    }

    /** Sends one probe by {@code sender}, which says whether it has room, and waits for its result. */
    ProbeResult send(ProbeKind kind, BiPredicate<Slot, Consumer<ProbeResult>> sender) {
        Ticker ticker = outbox.ticker();
        long start = ticker.nanos();
        Slot slot = new Slot(probe, kind, null, 0, start, ticker.epochMicros());
        return outbox.judge(await(slot, sender), start);
    }

    private ProbeResult await(Slot slot, BiPredicate<Slot, Consumer<ProbeResult>> sender) {
        CompletableFuture<ProbeResult> answer = new CompletableFuture<>();
        try {
            if (!sender.test(slot, answer::complete)) {
                return Outbox.failed(slot, "RESOURCE_EXHAUSTED", "too many probes of this kind are under way");
            }
            return answer.get(probe.timeout().toNanos() + OverdueTurn.GRACE_NANOS, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Outbox.failed(slot, "DEADLINE_EXCEEDED", "the transport did not answer within the timeout");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outbox.failed(slot, "CANCELLED", "interrupted");
        } catch (ExecutionException | RuntimeException | LinkageError e) {
            return Outbox.failed(slot, "INTERNAL", "the transport threw " + e);
        }
    }
}
