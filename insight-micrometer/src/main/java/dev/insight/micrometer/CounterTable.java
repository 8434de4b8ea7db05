package dev.insight.micrometer;

import io.micrometer.core.instrument.Counter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counters of one name told apart by two labels, made when first needed. The caller sees to it that the labels' values
 * are bounded. Finding a counter again allocates nothing. Thread-safe.
 */
final class CounterTable {
    private final MeterGroup group;
    private final String name;
    private final String description;
    private final String firstKey;
    private final String secondKey;
    private final Map<String, Map<String, Counter>> counters = new ConcurrentHashMap<>(4);

    CounterTable(MeterGroup group, String name, String description, String firstKey, String secondKey) {
        this.group = group;
        this.name = name;
        this.description = description;
        this.firstKey = firstKey;
        this.secondKey = secondKey;
    }

    void increment(String first, String second) {
        Map<String, Counter> row = counters.get(first);
        Counter counter = row == null ? null : row.get(second);
        if (counter == null) {
            counter = counters.computeIfAbsent(first, key -> new ConcurrentHashMap<>(4))
                    .computeIfAbsent(
                            second, key -> group.counter(name, description, firstKey, first, secondKey, second));
        }
        counter.increment();
    }
}
