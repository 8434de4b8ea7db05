package dev.insight.runner.prometheus;

import java.util.Map;

/**
 * One result of an instant query. Immutable.
 *
 * @param seconds the moment that was asked about, since the epoch; not when the sample was taken
 * @param value a number, perhaps an infinite one
 */
public record Sample(Map<String, String> labels, double seconds, double value) {
    public Sample {
        labels = Map.copyOf(labels);
    }
}
