package dev.insight.runner.global;

import dev.insight.runner.prometheus.Sample;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says of each incident whose runners tell of it. Pure. */
final class OpenIncidents {
    private OpenIncidents() {}

    /** The open incidents, the surest first, or null where they are unknown. */
    static @Nullable List<GlobalIncident> read(Answers answers) {
        if (!answers.has(Question.INCIDENTS)) {
            return null;
        }
        // An incident has no path's labels, but its series and those of a path of the same runner are alike in all
        // else.
        Map<Map<String, String>, Set<String>> sources = new HashMap<>();
        for (Sample sample : answers.samples(Question.RUNNERS)) {
            String source = Labels.name(sample, Labels.SOURCE);
            if (source != null) {
                sources.computeIfAbsent(Labels.runner(sample), runner -> new TreeSet<>())
                        .add(source);
            }
        }
        Map<String, Told> told = new TreeMap<>();
        for (Sample sample : answers.samples(Question.INCIDENTS)) {
            String cause = Labels.name(sample, Labels.CAUSE);
            String component = Labels.name(sample, Labels.COMPONENT);
            if (cause != null && component != null && sample.value() >= 0 && sample.value() <= 1) {
                Told incident = told.computeIfAbsent(cause + "\n" + component, key -> new Told(cause, component));
                incident.confidence = Math.max(incident.confidence, sample.value());
                incident.sources.addAll(sources.getOrDefault(Labels.runner(sample), Set.of()));
            }
        }
        return told.values().stream()
                .map(each -> new GlobalIncident(each.cause, each.component, each.confidence, List.copyOf(each.sources)))
                .sorted(Comparator.comparingDouble(GlobalIncident::confidence).reversed())
                .toList();
    }

    /** What several say of one incident. */
    private static final class Told {
        final String cause;
        final String component;
        final Set<String> sources = new TreeSet<>();
        double confidence;

        Told(String cause, String component) {
            this.cause = cause;
            this.component = component;
        }
    }
}
