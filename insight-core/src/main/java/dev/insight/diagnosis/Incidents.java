package dev.insight.diagnosis;

import dev.insight.probe.Outcome;
import java.util.List;
import java.util.function.Consumer;

/**
 * Opens, refines and closes incidents: one for each fault, whatever it touches. Confined to one thread.
 */
final class Incidents {
    private static final double NOTABLE_CONFIDENCE = 0.1;
    private static final float NOTABLE_CHANGE = 0.5f;

    private final Components components;
    private final FailureRule failures;
    private final Attribution attribution;
    private final Probers probers;
    private final OpenIncidents open;
    private final ColdRule cold = new ColdRule();

    Incidents(
            Components components,
            FailureRule failures,
            Attribution attribution,
            Probers probers,
            Consumer<Verdict> verdicts) {
        this.components = components;
        this.failures = failures;
        this.attribution = attribution;
        this.probers = probers;
        open = new OpenIncidents(components, verdicts);
    }

    /** A probe could not be used because the prober stood still. */
    void onPause(ProberState prober, PathState path, long now) {
        Incident incident = prober.incident();
        if (incident != null) {
            if (now - prober.pauses().hitBeforeMicros() <= 6 * incident.intervalMicros()) {
                incident.bad(now);
            }
            incident.touches(List.of(path));
        } else if (prober.pauses().isAlarm()) {
            Finding finding = new Finding(
                    Cause.PROBER_IMPAIRED,
                    prober.name(),
                    0.97,
                    "pauses",
                    -1,
                    prober.pauses().leftZeroMicros(),
                    null,
                    null,
                    "probes start late or overlap pauses of the prober's own process; they accuse nobody",
                    Evidence.Numbers.NONE,
                    List.of(path));
            Incident made = open.open(finding, path.intervalMicros(), now);
            made.prober(prober);
            prober.incident(made);
        }
    }

    /** A call came back well. */
    void onSuccess(Call call, long now) {
        if (call.hops() == call.path().hops().size()) {
            call.path().failures().miss(now);
        }
        for (int i = 0; i < call.hops(); i++) {
            Component hop = components.find(call.path().hops().get(i), call.path());
            if (hop != null) {
                hop.failures().miss(now);
            }
        }
    }

    void onFailure(Call call, long now) {
        for (Incident incident : open.all()) {
            if (explains(incident, call)) {
                incident.bad(now);
                incident.touches(List.of(call.path()));
                return;
            }
        }
        PathState path = call.path();
        if (call.hops() == path.hops().size()) {
            path.failures().hit(now);
        }
        Component suspect = failures.suspect(call);
        if (suspect != null) {
            suspect.failures().hit(now);
        }
        RareEvents alarm = path.failures().isAlarm()
                ? path.failures()
                : suspect != null && suspect.failures().isAlarm() ? suspect.failures() : null;
        if (alarm == null) {
            return;
        }
        Finding finding = failures.explain(alarm.leftZeroMicros());
        Signal drowned = finding == null ? null : DrownedRule.check(finding, components);
        if (drowned != null) {
            accuse(drowned, false, path, now);
            forgetFailures();
        } else if (finding != null) {
            Incident same = open.at(finding, true);
            if (same == null) {
                open.open(finding, path.intervalMicros(), now);
            } else {
                same.finding(finding);
                same.bad(now);
            }
            forgetFailures();
        }
    }

    /** A cold probe of {@code path} has ended, with no pause of the prober's in it. */
    void onCold(PathState path, Outcome outcome, long now) {
        cold.take(path, outcome, open, now);
    }

    private boolean explains(Incident incident, Call call) {
        Finding finding = incident.finding();
        if (finding.excess() >= 0 || finding.kind().equals("loss")) {
            // Where calls take long or packets are lost, some come too late.
            return call.isLate() && incident.paths().contains(call.path());
        }
        return failures.explains(finding.cause(), finding.component(), call);
    }

    private void forgetFailures() {
        for (Component component : components.all()) {
            component.failures().reset();
            for (PathState path : component.paths()) {
                path.failures().reset();
            }
        }
    }

    /** A call's times were taken in. */
    void onLatency(PathState path, ProberState prober, long now) {
        List<PathTerm> terms = path.terms();
        boolean isHeldBack = probers.shareStarvingMachine(now);
        for (int i = 0; i < terms.size(); i++) {
            Component component = terms.get(i).component();
            Incident incident = component.incident();
            if (incident != null) {
                if (LastingRule.shows(component, incident, now)) {
                    incident.bad(now);
                }
            } else if (!isHeldBack) {
                Signal signal = Signal.of(component, now);
                if (signal != null) {
                    accuse(signal, isFirstLink(component, prober) && prober.isSuspect(now), path, now);
                }
            }
        }
    }

    /** Whether {@code path} suffers from an incident that is open. */
    boolean touch(PathState path) {
        return open.touch(path);
    }

    /** Nothing was seen from {@code from} to {@code now}, so nobody knows whether it was quiet. */
    void onGap(long from, long now) {
        for (Incident incident : open.all()) {
            incident.blind(now - from);
        }
    }

    void advance(long now) {
        for (Incident incident : open.all()) {
            if (incident.isOver(now)) {
                open.close(incident, "quiet again", now);
            } else if (incident.isNewNormal(now)) {
                open.close(incident, "it has lasted so long that it is taken as usual from now on", now);
                incident.members().forEach(Component::relearn);
            } else if (incident.isDue(now)) {
                examine(incident, now);
            }
        }
    }

    void forget(PathState path, long now) {
        cold.forget(path);
        for (Incident incident : open.all()) {
            if (incident.paths().size() == 1 && incident.paths().contains(path)) {
                open.close(incident, "its paths are measured no more", now);
            }
            incident.paths().remove(path);
        }
    }

    private static boolean isFirstLink(Component component, ProberState prober) {
        return component.isLink() && component.ends().contains(prober.name());
    }

    private void accuse(Signal signal, boolean isProberSuspect, PathState path, long now) {
        Component component = signal.component();
        Finding finding = attribution.explain(signal, now, isProberSuspect);
        if (finding == null) {
            return;
        }
        Incident failing = open.at(finding, true);
        if (failing != null && failing.finding().cause() != finding.cause()) {
            return; // it fails, and what it takes meanwhile is no fault of its own
        }
        // Where packets are lost some calls fail and others stall: that is one fault.
        Incident incident = failing != null ? failing : open.at(finding, false);
        for (Incident other : open.all()) {
            if (incident == null && other.isNextTo(component)) {
                incident = other;
            }
            if (incident == null && other.isOfLinksAt(finding.component(), finding.paths()) && component.isLink()) {
                incident = other; // one link was seen first; now that others rise with it, it is the hop they share
                if (!other.isSettled()) {
                    other.finding(finding);
                    open.say(other, Verdict.State.UPDATE, now);
                }
            }
        }
        if (incident == null) {
            incident = open.open(finding, path.intervalMicros(), now);
        }
        incident.members().add(component);
        incident.touches(finding.paths());
        component.incident(incident);
    }

    private void examine(Incident incident, long now) {
        Finding before = incident.finding();
        Finding latest = null;
        for (Component member : incident.members()) {
            Signal signal = Signal.of(member, now);
            Finding finding = signal == null ? null : attribution.explain(signal, now, false);
            if (finding != null && (latest == null || finding.confidence() > latest.confidence())) {
                latest = finding;
            }
        }
        if (incident.members().isEmpty() && before.cause() != Cause.PROBER_IMPAIRED) {
            latest = failures.explain(before.sinceMicros());
        }
        Finding after = latest == null ? before : latest;
        Incident other = open.at(after, incident.isOfFailures());
        boolean isTaken = other != null && other != incident;
        boolean isLate = incident.isSettled() && !after.blamesSameAs(before);
        if (!isTaken && !isLate) {
            incident.finding(after.blamesSameAs(before) ? after.since(before.sinceMicros()) : after);
        }
        boolean isNews = !after.blamesSameAs(before)
                || Math.abs(after.confidence() - before.confidence()) >= NOTABLE_CONFIDENCE
                || Math.abs(after.excess() - before.excess()) >= NOTABLE_CHANGE * Math.abs(before.excess());
        boolean isWider = incident.isSettled() && incident.hasSpread();
        if (incident.settles(now) || (isNews && !isTaken && !isLate) || isWider) {
            open.say(incident, Verdict.State.UPDATE, now);
        }
    }
}
