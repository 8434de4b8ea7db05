package dev.insight.diagnosis;

import java.util.List;

/**
 * Says how busy the hops' hosts are. Asked every few seconds on a thread of its own; it answers from memory and does its
 * input and output elsewhere. What it throws is caught, and load is then unknown, which is not the same as idle.
 */
@FunctionalInterface
public interface LoadSource {
    /** The latest reading of each host, each with the time it was taken at. */
    List<HostLoad> loads();

    /** A source that knows nothing. */
    static LoadSource none() {
        return List::of;
    }
}
