package dev.insight.runner.global;

import java.util.List;

/**
 * An open incident. Immutable.
 *
 * @param confidence of several who tell of it, the highest
 * @param sources the regions whose runners tell of it, in order; empty where their series do not say
 */
public record GlobalIncident(String cause, String component, double confidence, List<String> sources) {
    public GlobalIncident {
        sources = List.copyOf(sources);
    }
}
