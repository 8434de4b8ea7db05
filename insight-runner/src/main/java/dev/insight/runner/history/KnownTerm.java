package dev.insight.runner.history;

import dev.insight.decomposition.Term;

/** A part of a path's latency that has a past. Thread-safe. */
final class KnownTerm {
    final Term.Kind kind;
    final String name;
    private volatile String display;
    private volatile int position;
    private volatile long seenMillis;

    KnownTerm(Term term) {
        kind = term.kind();
        name = term.name();
        display = term.display();
    }

    boolean is(Term term) {
        return kind == term.kind() && name.equals(term.name());
    }

    /** It stands at {@code newPosition} of the call intended at {@code millis}. */
    void seen(Term term, int newPosition, long millis) {
        // Names are made anew for each call, and are nearly always those of before.
        if (!display.equals(term.display())) {
            display = term.display();
        }
        position = newPosition;
        seenMillis = millis;
    }

    String display() {
        return display;
    }

    /** Its place in the latest call that had it. */
    int position() {
        return position;
    }

    long seenMillis() {
        return seenMillis;
    }
}
