package dev.insight.examples.demo;

import dev.insight.examples.lab.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Injects faults into a lab and remembers which, and when. Thread-safe. */
final class InjectedFaults {
    private final Consumer<Fault> injection;
    private final Runnable healing;
    private final LongSupplier elapsedNanos;
    private List<InjectedFault> faults = List.of();

    /** By {@code injection} and {@code healing} of a lab; {@code elapsedNanos} is the demo's time. */
    InjectedFaults(Consumer<Fault> injection, Runnable healing, LongSupplier elapsedNanos) {
        this.injection = injection;
        this.healing = healing;
        this.elapsedNanos = elapsedNanos;
    }

    /**
     * Lets {@code fault} happen; without an {@code after} it is on when this returns.
     *
     * @throws IllegalArgumentException when the lab has no such component
     */
    synchronized void inject(Fault fault) {
        injection.accept(fault);
        List<InjectedFault> more = new ArrayList<>(faults);
        more.add(new InjectedFault(fault, elapsedNanos.getAsLong(), null));
        faults = List.copyOf(more);
    }

    /** Ends what is on or to come; returns how many that were. */
    synchronized int clear() {
        healing.run();
        long now = elapsedNanos.getAsLong();
        int ended = (int) faults.stream()
                .filter(fault -> fault.state(now) != InjectedFault.State.OVER)
                .count();
        faults = faults.stream().map(fault -> fault.cleared(now)).toList();
        return ended;
    }

    /** All there were, in the order they were injected. */
    synchronized List<InjectedFault> all() {
        return faults;
    }
}
