package dev.insight.benchmarks.diagnosis;

import dev.insight.diagnosis.Evidence;
import dev.insight.diagnosis.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Of components said not to be to blame, how many are not, and how many of those that are not are said so. Immutable.
 *
 * @param claims components cleared, in all verdicts
 * @param wrong those of them with a fault at the time
 * @param clean components without fault on the paths of incidents that are right
 * @param covered those of them that are cleared
 */
record Cleared(int claims, int wrong, int clean, int covered) {
    static final Cleared NONE = new Cleared(0, 0, 0, 0);

    Cleared plus(Cleared other) {
        return new Cleared(claims + other.claims, wrong + other.wrong, clean + other.clean, covered + other.covered);
    }

    /** Judges what one verdict clears. */
    static Cleared precision(Verdict verdict, Scenario scenario, Map<Truth, Damage> damages, Set<Truth> wanted) {
        int wrong = 0;
        for (Evidence.Cleared cleared : verdict.evidence().cleared()) {
            for (Truth truth : on(verdict, damages.keySet())) {
                Damage damage = Objects.requireNonNull(damages.get(truth));
                boolean visible = wanted.contains(truth) || isBeyond(cleared, damage);
                if (visible && isOn(scenario, cleared.component(), truth)) {
                    wrong++;
                    break;
                }
            }
        }
        return new Cleared(verdict.evidence().cleared().size(), wrong, 0, 0);
    }

    /** How much of what could be cleared a verdict does clear. */
    static Cleared coverage(Verdict verdict, Scenario scenario, Set<Truth> truths) {
        List<Truth> on = on(verdict, truths);
        Set<String> said = new TreeSet<>();
        verdict.evidence().cleared().forEach(cleared -> said.add(cleared.component()));
        Set<String> clean = new TreeSet<>();
        for (Way way : scenario.ways()) {
            if (verdict.paths().contains(way.id())) {
                for (String component : way.components()) {
                    clean.add(way.visible(component, scenario.dark()));
                }
            }
        }
        clean.removeIf(component -> component.isEmpty() || on.stream().anyMatch(t -> isOn(scenario, component, t)));
        int covered = (int) clean.stream().filter(said::contains).count();
        return new Cleared(0, 0, clean.size(), covered);
    }

    private static boolean isBeyond(Evidence.Cleared cleared, Damage damage) {
        return damage.hasFailures() || damage.shiftMillis() * 1e6 > cleared.boundNanos();
    }

    private static List<Truth> on(Verdict verdict, Set<Truth> truths) {
        double t = Incident.seconds(verdict.epochMicros());
        return truths.stream()
                .filter(truth -> truth.from() <= t && t < truth.to())
                .toList();
    }

    /** Of a fault that shows elsewhere than where it is, it cannot be said what clears it wrongly. */
    private static boolean isOn(Scenario scenario, String component, Truth truth) {
        boolean elsewhere = truth.faults().stream()
                .anyMatch(fault -> fault.effect() == Effect.HIDDEN_QUEUE || fault.effect() == Effect.RETRIED_ERRORS);
        return !elsewhere && scenario.ways().stream().anyMatch(way -> way.holds(component, truth.component()));
    }
}
