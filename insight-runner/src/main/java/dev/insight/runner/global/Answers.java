package dev.insight.runner.global;

import dev.insight.runner.prometheus.InstantVector;
import dev.insight.runner.prometheus.Sample;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one reading brought. Filled and read by one thread. */
final class Answers {
    private static final int MOST_WARNINGS = 50;

    private final Map<Question, InstantVector> vectors = new EnumMap<>(Question.class);
    private final Map<Question, String> failures = new EnumMap<>(Question.class);
    private final Set<String> warnings = new LinkedHashSet<>();

    void put(Question question, InstantVector vector) {
        vectors.put(question, vector);
        vector.warnings().forEach(this::warn);
        if (vector.isCut()) {
            warn("more than " + vector.samples().size() + " series answer " + question + ", the rest is left out");
        }
    }

    void fail(Question question, String why) {
        failures.put(question, why);
    }

    /** Why nothing can be told at all, or null. */
    @Nullable
    String failure() {
        String newest = failures.get(Question.NEWEST);
        return newest == null ? failures.get(Question.UP) : newest;
    }

    boolean has(Question question) {
        return vectors.containsKey(question);
    }

    /** What answers {@code question}; nothing where that could not be read. */
    List<Sample> samples(Question question) {
        InstantVector vector = vectors.get(question);
        return vector == null ? List.of() : vector.samples();
    }

    void warn(String warning) {
        if (warnings.size() < MOST_WARNINGS) {
            warnings.add(warning);
        }
    }

    /** What the servers say is missing, and what could not be read. */
    List<String> warnings() {
        List<String> all = new ArrayList<>(warnings);
        failures.forEach((question, why) -> all.add(question + " is unknown: " + why));
        return all;
    }
}
