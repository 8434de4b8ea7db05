package dev.insight.benchmarks.lab;

import java.util.ArrayList;
import java.util.List;

/** One incident, as the prober told of it. Thread-safe. */
final class Said {
    private final String id;
    private final String first;
    private final List<String> sentences = new ArrayList<>();
    private String latest;
    private long namedMicros;
    private long closedMicros = -1;

    Said(String id, long openedMicros, String blame) {
        this.id = id;
        namedMicros = openedMicros;
        first = blame;
        latest = blame;
    }

    synchronized void add(String state, long micros, String blame, String sentence) {
        sentences.add(state + " " + blame + ": " + sentence);
        if (state.equals("close")) {
            closedMicros = micros;
        } else if (!blame.equals(latest)) {
            latest = blame;
            namedMicros = micros;
        }
    }

    String id() {
        return id;
    }

    /** From when on it was said to be what was said last. */
    synchronized long namedMicros() {
        return namedMicros;
    }

    /** {@code cause@component}, as it was said last while it was open. */
    synchronized String blame() {
        return latest;
    }

    /** The same, with what was said first if that was something else. */
    synchronized String words() {
        return first.equals(latest) ? latest : latest + " (first " + first + ")";
    }

    synchronized boolean isOpen() {
        return closedMicros < 0;
    }

    /** When it closed, or -1. */
    synchronized long closedMicros() {
        return closedMicros;
    }

    synchronized List<String> sentences() {
        return List.copyOf(sentences);
    }
}
