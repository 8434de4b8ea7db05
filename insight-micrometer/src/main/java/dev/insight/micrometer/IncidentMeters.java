package dev.insight.micrometer;

import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What diagnosis says: a gauge for each cause and component of which an incident is open, and how many there were of each
 * cause. Incidents of one cause whose components share a label share its gauge, which shows the surest. Called by one
 * thread at a time.
 */
final class IncidentMeters {
    private final MeterRegistry registry;
    private final MeterGroup group;
    private final Map<String, Labelled> open = new LinkedHashMap<>();
    private final Map<Series, Shown> shown = new HashMap<>();
    private final Map<Cause, Counter> opened = new EnumMap<>(Cause.class);

    private record Series(String cause, String component) {}

    private record Labelled(Series series, double confidence) {}

    /** A gauge and what it shows; read by whoever scrapes. */
    private static final class Shown {
        private volatile double confidence;
        private volatile Gauge gauge;

        @SuppressWarnings("NullAway.Init") // given before anyone sees this
        Shown() {}
    }

    IncidentMeters(MeterRegistry registry) {
        this.registry = registry;
        group = new MeterGroup(registry, Tags.empty());
    }

    /** Takes in {@code verdict}, whose component is called {@code component} here. */
    void add(Verdict verdict, String component) {
        Labelled before = open.remove(verdict.id());
        if (before == null && verdict.state() != Verdict.State.CLOSE) {
            opened.computeIfAbsent(verdict.cause(), this::counter).increment();
        }
        if (verdict.state() != Verdict.State.CLOSE) {
            Series series = new Series(verdict.cause().label(), component);
            open.put(verdict.id(), new Labelled(series, verdict.confidence()));
            show(series);
        }
        if (before != null) {
            show(before.series());
        }
    }

    private Counter counter(Cause cause) {
        return group.counter(
                MeterNames.INCIDENTS, "Incidents by the cause first said of them.", "cause", cause.label());
    }

    void close() {
        shown.clear();
        open.clear();
        group.removeAll();
    }

    private void show(Series series) {
        double surest = -1;
        for (Labelled each : open.values()) {
            if (each.series().equals(series)) {
                surest = Math.max(surest, each.confidence());
            }
        }
        if (surest < 0) {
            Shown gone = shown.remove(series);
            if (gone != null) {
                group.remove(gone.gauge);
            }
            return;
        }
        Shown known = shown.get(series);
        if (known == null) {
            Shown made = new Shown();
            made.gauge = group.keep(Gauge.builder(MeterNames.INCIDENT_OPEN, () -> made.confidence)
                    .description("Confidence of an incident that is open.")
                    .tags("cause", series.cause(), "component", series.component())
                    .strongReference(true)
                    .register(registry));
            shown.put(series, made);
            known = made;
        }
        known.confidence = surest;
    }
}
