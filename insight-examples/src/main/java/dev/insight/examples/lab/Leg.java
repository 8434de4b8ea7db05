package dev.insight.examples.lab;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** One direction of a link: the weather that all connections over it share. Thread-safe. */
final class Leg {
    private final Weather base;
    private final List<Weather> faults = new CopyOnWriteArrayList<>();
    private final Set<Conduit> conduits = ConcurrentHashMap.newKeySet();
    private final EffectLog passages = new EffectLog();
    private volatile Weather now;

    Leg(Weather base) {
        this.base = base;
        this.now = base;
    }

    /** What holds now. */
    Weather weather() {
        return now;
    }

    /** How long bytes took from end to end. */
    EffectLog passages() {
        return passages;
    }

    /** Adds {@code fault} to what holds; {@link #clear} takes it away once. */
    synchronized void disturb(Weather fault) {
        faults.add(fault);
        change();
    }

    synchronized void clear(Weather fault) {
        faults.remove(fault);
        change();
    }

    /** The same at once, so that nothing passes in between. */
    synchronized void replace(Weather before, Weather after) {
        faults.remove(before);
        faults.add(after);
        change();
    }

    void add(Conduit conduit) {
        conduits.add(conduit);
    }

    void remove(Conduit conduit) {
        conduits.remove(conduit);
    }

    private void change() {
        boolean wasOpen = now.open();
        now = faults.stream().reduce(base, Weather::and);
        if (!wasOpen && now.open()) {
            conduits.forEach(Conduit::reopened);
        }
    }
}
