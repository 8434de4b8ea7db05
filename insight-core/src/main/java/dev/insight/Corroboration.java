package dev.insight;

import dev.insight.diagnosis.Vantage;
import dev.insight.diagnosis.VantageSource;
import dev.insight.diagnosis.Verdict;
import dev.insight.hop.Ticker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds verdicts against what other probers see of the same, and says a verdict again when that changes. That others do not see
 * an incident counts only once they had the time to find it; that they did see it holds until it ends. Confined to the pipeline
 * thread.
 */
final class Corroboration {
    private final VantageSource source;
    private final Guard guard;
    private final Ticker ticker;
    private final LongSupplier patienceNanos;
    private final Consumer<Verdict> told;
    private final Map<String, Held> open = new HashMap<>();

    /** An open incident, as diagnosis said it last. */
    private static final class Held {
        private final long sinceNanos;
        private Verdict verdict;
        private Vantage best = Vantage.ALONE;
        private @Nullable Vantage said;

        Held(Verdict verdict, long sinceNanos) {
            this.verdict = verdict;
            this.sinceNanos = sinceNanos;
        }
    }

    /**
     * @param patienceNanos how long others may take to find what is seen here
     * @param told is told each verdict
     */
    Corroboration(
            VantageSource source, Guard guard, Ticker ticker, LongSupplier patienceNanos, Consumer<Verdict> told) {
        this.source = source;
        this.guard = guard;
        this.ticker = ticker;
        this.patienceNanos = patienceNanos;
        this.told = told;
    }

    /** Tells {@code verdict} with what others see of it. */
    void tell(Verdict verdict) {
        Held held = open.computeIfAbsent(verdict.id(), id -> new Held(verdict, ticker.nanos()));
        held.verdict = verdict;
        if (verdict.state() == Verdict.State.CLOSE) {
            open.remove(verdict.id());
        } else {
            held.said = ask(held);
        }
        told.accept(held.said == null ? verdict : verdict.seenFrom(held.said));
    }

    /** Says anew what others see otherwise than when it was said last. */
    void check() {
        for (Held held : List.copyOf(open.values())) {
            Vantage now = ask(held);
            if (!Objects.equals(now, held.said)) {
                held.said = now;
                Verdict verdict = held.verdict.again(ticker.epochMicros());
                told.accept(now == null ? verdict : verdict.seenFrom(now));
            }
        }
    }

    /** From where the incident is seen, or null while that says nothing. */
    private @Nullable Vantage ask(Held held) {
        Vantage[] answer = {Vantage.ALONE};
        guard.run(() -> answer[0] = source.vantage(held.verdict));
        Vantage now = answer[0];
        if (now.of() > 1 && now.seen() > held.best.seen()) {
            held.best = now;
        }
        int seen = Math.min(now.of(), Math.max(now.seen(), held.best.seen()));
        boolean isTime = ticker.nanos() - held.sinceNanos >= patienceNanos.getAsLong();
        return now.of() > 1 && (isTime || seen == now.of()) ? new Vantage(seen, now.of()) : null;
    }
}
