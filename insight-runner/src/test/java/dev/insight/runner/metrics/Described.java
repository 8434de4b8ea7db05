package dev.insight.runner.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A meter as the registry has it.
 *
 * @param name Micrometer's
 * @param exposed Prometheus's
 * @param type as Prometheus calls it
 * @param unit seconds, or empty where the registry does not say
 * @param labels in alphabetical order
 * @param help as exposed
 */
record Described(String name, String exposed, String type, String unit, List<String> labels, String help) {
    /** Every meter of {@code registry} by its name. */
    static Map<String, Described> all(MeterRegistry registry) {
        Map<String, Described> all = new LinkedHashMap<>();
        for (Meter meter : registry.getMeters()) {
            Described made = of(meter.getId(), registry);
            Described before = all.putIfAbsent(made.name, made);
            if (before != null && !before.equals(made)) {
                throw new IllegalStateException(before + " and " + made + " are one name with two meanings");
            }
        }
        return all;
    }

    private static Described of(Meter.Id id, MeterRegistry registry) {
        String type = id.getType() == Meter.Type.TIMER
                ? "histogram"
                : id.getType().name().toLowerCase(Locale.ROOT);
        String exposed = registry.config().namingConvention().name(id.getName(), id.getType(), id.getBaseUnit());
        return new Described(
                id.getName(),
                type.equals("counter") && !exposed.endsWith("_total") ? exposed + "_total" : exposed,
                type,
                Objects.requireNonNullElse(id.getBaseUnit(), ""),
                id.getTags().stream().map(Tag::getKey).sorted().toList(),
                Objects.requireNonNullElse(id.getDescription(), ""));
    }
}
