package dev.insight.benchmarks.diagnosis;

import dev.insight.diagnosis.Cause;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a verdict should say of a fault. Immutable; times are seconds since the scenario's start.
 *
 * @param faults that make it up
 * @param causes the right one, and what is accepted for it
 * @param components the right one first, and what is accepted for it
 * @param from when it begins
 * @param to when it is over
 * @param wanted whether it must be found, as far as anything is to be seen of it; otherwise it may be
 */
record Truth(List<Fault> faults, List<Cause> causes, List<String> components, double from, double to, boolean wanted) {
    /** What takes longer than so many intervals to come cannot be seen within them. */
    private static final double GRADUAL_INTERVALS = 8;

    Truth {
        faults = List.copyOf(faults);
        causes = List.copyOf(causes);
        components = List.copyOf(components);
    }

    static Truth of(Cause cause, String component, Fault fault) {
        return new Truth(List.of(fault), List.of(cause), List.of(component), fault.from(), fault.to(), true);
    }

    Cause cause() {
        return Objects.requireNonNull(causes.get(0));
    }

    String component() {
        return components.get(0);
    }

    Truth orCause(Cause... others) {
        return new Truth(faults, joined(causes, List.of(others)), components, from, to, wanted);
    }

    Truth orComponent(String... others) {
        return new Truth(faults, causes, joined(components, List.of(others)), from, to, wanted);
    }

    Truth optional() {
        return new Truth(faults, causes, components, from, to, false);
    }

    /**
     * The same where some hops do not stamp: what lies between two that do is the right component then, and a dark hop's
     * trouble looks like its link's.
     */
    Truth seenOver(List<Way> ways, Set<String> dark) {
        Truth seen = this;
        for (Way way : ways) {
            String visible = way.visible(component(), dark);
            if (!visible.isEmpty() && !components.contains(visible)) {
                seen = seen.orComponent(visible);
            }
        }
        if (dark.contains(component())) {
            boolean failure = cause() == Cause.HOP_DOWN || cause() == Cause.HOP_FAILING;
            seen = seen.orCause(failure ? Cause.LINK_DOWN : Cause.LINK_DEGRADED);
        }
        return seen;
    }

    /** Whether it drifts, or strikes calls by chance, so that no reader could see it soon. */
    boolean isGradual(double intervalSeconds) {
        return faults.stream()
                .anyMatch(fault -> fault.effect() == Effect.LINK_LOSS
                        || fault.rampSeconds() > GRADUAL_INTERVALS * intervalSeconds);
    }

    boolean names(Cause cause, String component) {
        return causes.contains(cause) && namesComponent(component);
    }

    boolean namesComponent(String component) {
        return components.stream().anyMatch(mine -> isSame(mine, component));
    }

    /** A link may be named from either end. */
    private static boolean isSame(String a, String b) {
        if (a.equals(b)) {
            return true;
        }
        int arrow = a.indexOf('>');
        return arrow > 0 && b.equals(a.substring(arrow + 1) + ">" + a.substring(0, arrow));
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
