package dev.insight.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Meters that share tags and leave together. Thread-safe. */
final class MeterGroup {
    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();
    private boolean closed;

    MeterGroup(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    Timer timer(String name, String description, String... moreTags) {
        return keep(Timer.builder(name)
                .description(description)
                .tags(tags.and(moreTags))
                .serviceLevelObjectives(MeterNames.buckets())
                .register(registry));
    }

    Counter counter(String name, String description, String... moreTags) {
        return keep(Counter.builder(name)
                .description(description)
                .tags(tags.and(moreTags))
                .register(registry));
    }

    Gauge gauge(String name, String description, Supplier<Number> value, String... moreTags) {
        return keep(Gauge.builder(name, value)
                .description(description)
                .tags(tags.and(moreTags))
                .strongReference(true)
                .register(registry));
    }

    <M extends Meter> M keep(M meter) {
        synchronized (meters) {
            meters.add(meter);
            if (closed) {
                removeAll();
            }
        }
        return meter;
    }

    void remove(Meter meter) {
        synchronized (meters) {
            meters.remove(meter);
        }
        registry.remove(meter);
    }

    /** Removes what is there, and at once what a thread that was under way still adds. */
    void removeAll() {
        synchronized (meters) {
            closed = true;
            meters.forEach(registry::remove);
            meters.clear();
        }
    }
}
