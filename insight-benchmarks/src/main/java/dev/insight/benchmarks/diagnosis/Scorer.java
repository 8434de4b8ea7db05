package dev.insight.benchmarks.diagnosis;

import dev.insight.diagnosis.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Judges verdicts by what was true.
 *
 * <ul>
 *   <li>An incident says what it said six intervals after it opened.
 *   <li>A fault is found if an incident opens between its start and three intervals past its end, and right if the
 *       incident names its cause and component. One incident answers for one fault.
 *   <li>An incident that answers for none is extra while a fault is on, and a false alarm otherwise.
 *   <li>A fault that is optional, or of which nothing is to be seen in the calls, may be found, rightly, or not.
 * </ul>
 */
final class Scorer {
    private static final double GRACE_OPEN = 3;
    private static final double GRACE_CLOSE = 12;

    private final Scenario scenario;
    private final double interval;
    private final Map<Truth, Damage> damages;
    private final Set<Truth> wanted = new LinkedHashSet<>();
    private final List<Incident> incidents;
    private final Set<Incident> used = new HashSet<>();

    private Scorer(Scenario scenario, Map<Truth, Damage> damages, List<Verdict> verdicts) {
        this.scenario = scenario;
        this.damages = damages;
        interval = scenario.intervalSeconds();
        incidents = Incident.of(verdicts, scenario.durationSeconds()).stream()
                .sorted(Comparator.comparingDouble(Incident::opened))
                .toList();
        damages.forEach((truth, damage) -> {
            double least = Damage.leastShare(scenario.noise(), truth.component().contains(">"));
            if (truth.wanted() && damage.isVisible(least)) {
                wanted.add(truth);
            }
        });
    }

    static Score score(Scenario scenario, Map<Truth, Damage> damages, List<Verdict> verdicts) {
        return new Scorer(scenario, damages, verdicts).score();
    }

    private Score score() {
        List<Answer> answers = new ArrayList<>();
        List<Claim> claims = new ArrayList<>();
        Cleared cleared = Cleared.NONE;
        Set<Truth> rest = new LinkedHashSet<>(wanted);
        // Right answers first, so that a wrong twin does not take their place.
        List<BiPredicate<Verdict, Truth>> passes = List.of(
                (said, truth) -> truth.names(said.cause(), said.component()),
                (said, truth) -> truth.namesComponent(said.component()),
                (said, truth) -> true);
        for (BiPredicate<Verdict, Truth> pass : passes) {
            for (Truth truth : List.copyOf(rest)) {
                Incident incident = first(truth, pass);
                if (incident != null) {
                    rest.remove(truth);
                    used.add(incident);
                    Answer answer = answer(truth, incident);
                    answers.add(answer);
                    claims.add(new Claim(incident.said(interval).confidence(), answer.right()));
                    if (answer.right()) {
                        cleared = cleared.plus(Cleared.coverage(incident.said(interval), scenario, damages.keySet()));
                    }
                }
            }
        }
        rest.forEach(truth -> answers.add(missed(truth)));
        List<Verdict> extra = new ArrayList<>();
        List<Verdict> falseAlarms = new ArrayList<>();
        for (Incident incident : incidents) {
            for (Verdict verdict : incident.verdicts()) {
                if (verdict.state() != Verdict.State.CLOSE) {
                    cleared = cleared.plus(Cleared.precision(verdict, scenario, damages, wanted));
                }
            }
            if (!used.contains(incident)) {
                claims.add(unused(incident, extra, falseAlarms));
            }
        }
        return new Score(
                scenario.kind(),
                answers,
                damages.size() - wanted.size(),
                extra,
                falseAlarms,
                claims,
                cleared,
                scenario.pathDays());
    }

    private @Nullable Incident first(Truth truth, BiPredicate<Verdict, Truth> fits) {
        for (Incident incident : incidents) {
            if (!used.contains(incident) && isInWindow(incident, truth) && fits.test(incident.said(interval), truth)) {
                return incident;
            }
        }
        return null;
    }

    private boolean isInWindow(Incident incident, Truth truth) {
        return truth.from() - interval <= incident.opened() && incident.opened() <= truth.to() + GRACE_OPEN * interval;
    }

    private Answer answer(Truth truth, Incident incident) {
        Verdict said = incident.said(interval);
        boolean right = truth.names(said.cause(), said.component());
        boolean hadTime = truth.to() + 2 * GRACE_CLOSE * interval < scenario.durationSeconds();
        double toClear = Math.max(0, (incident.closed() - truth.to()) / interval);
        return new Answer(
                truth.cause(),
                said.cause(),
                true,
                truth.namesComponent(said.component()),
                right,
                (incident.opened() - truth.from()) / interval,
                truth.isGradual(interval),
                incident.isClosed() && hadTime ? toClear : Double.NaN,
                !incident.isClosed() && hadTime,
                Math.abs(Incident.seconds(said.sinceEpochMicros()) - truth.from()) / interval,
                text(truth) + ", said " + said.cause().label() + " " + said.component() + ": "
                        + said.evidence().sentence());
    }

    private Answer missed(Truth truth) {
        return new Answer(
                truth.cause(),
                null,
                false,
                false,
                false,
                Double.NaN,
                truth.isGradual(interval),
                Double.NaN,
                false,
                Double.NaN,
                text(truth) + ", said nothing");
    }

    private static String text(Truth truth) {
        return "want " + truth.cause().label() + " " + truth.component();
    }

    private Claim unused(Incident incident, List<Verdict> extra, List<Verdict> falseAlarms) {
        Verdict said = incident.said(interval);
        for (Truth truth : damages.keySet()) {
            boolean optional = !wanted.contains(truth);
            if (optional && isInWindow(incident, truth) && truth.names(said.cause(), said.component())) {
                return new Claim(said.confidence(), true);
            }
        }
        boolean amidst = wanted.stream()
                .anyMatch(truth -> truth.from() - interval <= incident.opened()
                        && incident.opened() <= truth.to() + GRACE_CLOSE * interval);
        (amidst ? extra : falseAlarms).add(said);
        return new Claim(said.confidence(), false);
    }
}
