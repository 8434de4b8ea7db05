package dev.insight.examples.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Turns faults on and off. Thread-safe. */
final class Faults implements AutoCloseable {
    private final FaultEffects effects;
    private final LabTimer timer;
    private final List<Switch> injected = new ArrayList<>();

    Faults(FaultEffects effects, LabTimer timer) {
        this.effects = effects;
        this.timer = timer;
    }

    /** Begins now what is to begin now, so that it holds when this returns. */
    void inject(Fault fault) {
        Switch made = new Switch(effects.of(fault));
        synchronized (injected) {
            injected.add(made);
        }
        if (fault.after().isZero()) {
            made.on();
        } else {
            timer.after(fault.after().toNanos(), made::on);
        }
        Duration length = fault.length();
        if (length != null) {
            timer.after(fault.after().plus(length).toNanos(), made::off);
        }
    }

    /** Throws when the fault cannot be. */
    void check(Fault fault) {
        Effect unused = effects.of(fault);
    }

    void clear() {
        List<Switch> ending;
        synchronized (injected) {
            ending = List.copyOf(injected);
            injected.clear();
        }
        ending.forEach(Switch::off);
    }

    @Override
    public void close() {
        clear();
    }

    /** Turned on once and off once, in this order or not at all. */
    private static final class Switch {
        private final Effect effect;
        private Runnable end = () -> {};
        private boolean used;

        Switch(Effect effect) {
            this.effect = effect;
        }

        synchronized void on() {
            if (!used) {
                used = true;
                end = effect.begin();
            }
        }

        synchronized void off() {
            used = true;
            end.run();
            end = () -> {};
        }
    }
}
