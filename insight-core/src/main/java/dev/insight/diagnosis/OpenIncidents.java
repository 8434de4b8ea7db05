package dev.insight.diagnosis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The incidents that are open, and what is told of them as they open, change and close. Confined to one thread. */
final class OpenIncidents {
    private final Components components;
    private final Consumer<Verdict> verdicts;
    private final List<Incident> open = new ArrayList<>();
    private long opened;

    OpenIncidents(Components components, Consumer<Verdict> verdicts) {
        this.components = components;
        this.verdicts = verdicts;
    }

    /** Those open now, in the order they opened; a copy. */
    List<Incident> all() {
        return List.copyOf(open);
    }

    /** Whether {@code path} suffers from one of them. */
    boolean touch(PathState path) {
        for (Incident incident : open) {
            if (incident.paths().contains(path)) {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** The one at what {@code finding} blames that is about failing calls, or about slow ones; null if there is none. */
    @Nullable
    Incident at(Finding finding, boolean ofFailures) {
        return at(finding.component(), finding.paths(), ofFailures);
    }

    /** The same of {@code component} as {@code paths} have it. */
    @Nullable
    Incident at(String component, Collection<PathState> paths, boolean ofFailures) {
        for (Incident incident : open) {
            if (incident.isOfFailures() == ofFailures && incident.isAt(component, paths)) {
                return incident;
            }
        }
        return null;
    }

    Incident open(Finding finding, long interval, long now) {
        Incident incident = new Incident("i" + ++opened, finding, now, interval);
        open.add(incident);
        say(incident, Verdict.State.OPEN, now);
        return incident;
    }

    /** Closes {@code incident}, and says {@code why}. */
    void close(Incident incident, String why, long now) {
        open.remove(incident);
        verdicts.accept(VerdictWriter.verdict(incident, Verdict.State.CLOSE, why, now));
        for (Component member : incident.members()) {
            member.incident(null);
            member.reset();
            forgetNextTo(member);
            components.forgetIfLeft(member);
        }
        forgetHeldBack(incident);
        ProberState prober = incident.prober();
        if (prober != null) {
            prober.recovered(now);
            components.linksAt(prober.name()).forEach(Component::reset); // what they took was not theirs
        }
    }

    /** What the links at a hop took while it was at fault was not theirs. */
    private void forgetNextTo(Component member) {
        if (!member.isLink()) {
            for (Component link : components.linksAt(member.name())) {
                if (link.incident() == null) {
                    link.reset();
                }
            }
        }
    }

    /**
     * What alarmed on its paths meanwhile and was held back as its doing is over with it: else two late calls, long after,
     * would make an incident of what was late then.
     */
    private static void forgetHeldBack(Incident incident) {
        for (PathState path : incident.paths()) {
            for (PathTerm term : path.terms()) {
                Component component = term.component();
                if (component.incident() == null && component.isAlarm()) {
                    component.reset();
                }
            }
        }
    }

    void say(Incident incident, Verdict.State state, long now) {
        verdicts.accept(
                VerdictWriter.verdict(incident, state, incident.finding().words(), now));
        incident.told();
    }
}
