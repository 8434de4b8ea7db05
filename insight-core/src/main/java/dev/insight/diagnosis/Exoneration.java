package dev.insight.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Says who is not to blame. That is a claim of its own, made only where a bound holds: enough calls since the incident
 * began, and a median that is with 95 % confidence within what matters.
 */
final class Exoneration {
    private static final int LEAST_CALLS = 12;
    private static final double NANOS = 1e6;

    private final List<Evidence.Cleared> cleared = new ArrayList<>();
    private final List<String> notCleared = new ArrayList<>();

    private Exoneration() {}

    /** Goes through all that the paths of {@code incident} cross besides what it blames. */
    static Exoneration of(Incident incident, long now) {
        Exoneration made = new Exoneration();
        Set<Component> others = new LinkedHashSet<>();
        for (PathState path : incident.paths()) {
            for (PathTerm term : path.terms()) {
                others.add(term.component());
            }
        }
        others.removeAll(incident.members());
        for (Component component : others) {
            if (!component.name().equals(incident.finding().component())) {
                made.judge(component, incident.finding().sinceMicros(), now);
            }
        }
        return made;
    }

    List<Evidence.Cleared> cleared() {
        return cleared;
    }

    List<String> notCleared() {
        return notCleared;
    }

    private void judge(Component component, long since, long now) {
        int count = component.samples().since(since);
        float bound = component.samples().medianExcessBound(count);
        boolean holds = count >= LEAST_CALLS
                && component.incident() == null
                && !component.isSuspect(now)
                && bound < gate(component);
        if (holds) {
            cleared.add(new Evidence.Cleared(component.name(), (long) (Math.max(0, bound) * NANOS)));
        } else {
            notCleared.add(component.name());
        }
    }

    private static float gate(Component component) {
        float least = Float.POSITIVE_INFINITY;
        for (PathState path : component.paths()) {
            for (PathTerm term : path.terms()) {
                if (term.component() == component) {
                    least = Math.min(least, term.gate());
                }
            }
        }
        return least;
    }
}
