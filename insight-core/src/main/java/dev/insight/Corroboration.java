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
import org.jspecify.annotations.Nullable;

/**
 * Holds verdicts against what other probers see, and says a verdict again when that changes. Who comes
 * when an incident is open already and does not see it is not counted, for it takes for usual what it finds; that others saw it
 * holds until it ends. Confined to the
 * pipeline thread.
 */
final class Corroboration {
    private final VantageSource source;
    private final Guard guard;
    private final Ticker ticker;
    private final Consumer<Verdict> told;
    private final Map<String, Held> open = new HashMap<>();

    /** An open incident, as diagnosis said it last. */
    private static final class Held {
        private Verdict verdict;
        /** How many could see it when it opened and still can, or 0 before anybody was asked. */
        private int of;

        private int seen = 1;
        private @Nullable Vantage said;

        Held(Verdict verdict) {
            this.verdict = verdict;
        }
    }

    /** @param told is told each verdict */
    Corroboration(VantageSource source, Guard guard, Ticker ticker, Consumer<Verdict> told) {
        this.source = source;
        this.guard = guard;
        this.ticker = ticker;
        this.told = told;
    }

    /** Tells {@code verdict} with what others see of it. */
    void tell(Verdict verdict) {
        Held held = open.computeIfAbsent(verdict.id(), id -> new Held(verdict));
        if (!held.verdict.component().equals(verdict.component())) {
            held.seen = 1; // who saw what it was taken for need not see what it is
        }
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

    /** From where the incident is seen, or null where nobody else could, or nobody knows. */
    private @Nullable Vantage ask(Held held) {
        Vantage[] answer = {Vantage.ALONE};
        guard.run(() -> answer[0] = Objects.requireNonNull(source.vantage(held.verdict), "it answered null"));
        Vantage now = answer[0];
        held.of = held.of == 0 ? now.of() : held.of;
        if (now.of() == 1) {
            return null;
        }
        held.of = Math.min(held.of, now.of());
        held.seen = Math.max(held.seen, now.seen());
        int seen = Math.min(held.seen, now.of());
        int of = Math.max(held.of, seen);
        return of == 1 ? null : new Vantage(seen, of);
    }
}
