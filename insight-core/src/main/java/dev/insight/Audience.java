package dev.insight;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Listeners of one kind, told one after the other; what one of them throws is caught and counted. Confined to one thread.
 *
 * @param <L> their kind
 */
final class Audience<L> {
    private final List<Listening<L>> all;

    /** @param faults counts what they throw */
    Audience(List<? extends L> listeners, LongAdder faults) {
        all = listeners.stream()
                .map(listener -> new Listening<L>(
                        listener, new Guard("listener " + listener.getClass().getName(), faults)))
                .toList();
    }

    void tell(Consumer<? super L> news) {
        for (Listening<L> each : all) {
            each.guard().run(() -> news.accept(each.listener()));
        }
    }

    /** A listener and what protects others from it. */
    private record Listening<L>(L listener, Guard guard) {}
}
