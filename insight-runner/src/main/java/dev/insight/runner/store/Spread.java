package dev.insight.runner.store;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How long something takes in the middle and at worst. Immutable.
 *
 * @param p50Nanos median
 * @param p99Nanos 99th percentile, by nearest rank
 */
public record Spread(long p50Nanos, long p99Nanos) {
    /** That of all the values in {@code parts}, or null where there is none. */
    static @Nullable Spread of(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        if (all.length == 0) {
            return null;
        }
        Arrays.sort(all);
        return new Spread(RecentProbes.quantile(all, 0.50), RecentProbes.quantile(all, 0.99));
    }

    /** The median of each, or null of none; of an even number the lower one. */
    static @Nullable Spread middle(List<Spread> all) {
        return all.isEmpty() ? null : new Spread(middle(all, Spread::p50Nanos), middle(all, Spread::p99Nanos));
    }

    private static long middle(List<Spread> all, ToLongFunction<Spread> value) {
        return all.stream()
                .mapToLong(value)
                .sorted()
                .skip((all.size() - 1) / 2)
                .findFirst()
                .orElseThrow();
    }
}
