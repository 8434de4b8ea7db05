package dev.insight.runner.history;

import dev.insight.probe.PathId;

/** Knows of what is older than memory. Thread-safe. */
public interface OlderHistory {
    /** What is known of {@code path} in steps from {@code fromMillis} to before {@code toMillis}, both at a step's begin. */
    Answer read(PathId path, long fromMillis, long toMillis, long stepMillis);

    /**
     * Whatever could be had.
     *
     * @param rows steps, those at the begin that nobody knows of left out
     * @param warning what is wrong with it, empty if nothing is
     */
    record Answer(HistoryWindow rows, String warning) {}
}
