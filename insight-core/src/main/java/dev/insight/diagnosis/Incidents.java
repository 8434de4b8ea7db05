package dev.insight.diagnosis;

import dev.insight.hop.HopStamp;
import dev.insight.probe.PathId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens, refines and closes incidents: one for each fault, whatever it touches. Confined to one thread.
 */
final class Incidents {
    private static final double NOTABLE_CONFIDENCE = 0.1;
    private static final float NOTABLE_CHANGE = 0.5f;
    private static final double NANOS = 1e6;
    /** What is left of an excess when its incident goes on: less is what the weather may have moved meanwhile. */
    private static final float LASTING = 0.25f;
    /** The share of late calls that is more than the usual few. */
    private static final float LASTING_SHARE = 0.08f;

    private final Components components;
    private final FailureRule failures;
    private final Attribution attribution;
    private final Consumer<Verdict> verdicts;
    private final List<Incident> open = new ArrayList<>();
    private long opened;

    Incidents(Components components, FailureRule failures, Attribution attribution, Consumer<Verdict> verdicts) {
        this.components = components;
        this.failures = failures;
        this.attribution = attribution;
        this.verdicts = verdicts;
    }

    /** A probe could not be used because the prober stood still. */
    void onPause(ProberState prober, PathState path, long now) {
        Incident incident = prober.incident();
        if (incident != null) {
            if (now - prober.pauses().hitBeforeMicros() <= 6 * incident.intervalMicros()) {
                incident.bad(now);
            }
            incident.paths().add(path);
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
                    List.of(path));
            Incident made = open(finding, path.intervalMicros(), now);
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
            Component hop = components.find(call.path().hops().get(i));
            if (hop != null) {
                hop.failures().miss(now);
            }
        }
    }

    void onFailure(Call call, long now) {
        for (Incident incident : open) {
            if (explains(incident, call)) {
                incident.bad(now);
                incident.paths().add(call.path());
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
        if (finding != null) {
            Incident same = openAt(finding.component(), true);
            if (same == null) {
                open(finding, path.intervalMicros(), now);
            } else {
                same.finding(finding);
                same.bad(now);
            }
            forgetFailures();
        }
    }

    private boolean explains(Incident incident, Call call) {
        Finding finding = incident.finding();
        if (finding.excess() >= 0 || finding.kind().equals("loss")) {
            // Where calls take long or packets are lost, some come too late.
            return call.vanished() && incident.paths().contains(call.path());
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
        for (int i = 0; i < terms.size(); i++) {
            Component component = terms.get(i).component();
            Incident incident = component.incident();
            if (incident != null) {
                if (isBad(component, incident, now)) {
                    incident.bad(now);
                }
            } else if (signal(component, now) != null) {
                accuse(component, isFirstLink(component, prober) && prober.isSuspect(now), path, now);
            }
        }
    }

    /** Nothing was seen from {@code from} to {@code now}, so nobody knows whether it was quiet. */
    void onGap(long from, long now) {
        for (Incident incident : open) {
            incident.blind(now - from);
        }
    }

    void advance(long now) {
        for (Iterator<Incident> each = open.iterator(); each.hasNext(); ) {
            Incident incident = each.next();
            if (incident.isOver(now)) {
                each.remove();
                close(incident, "quiet again", now);
            } else if (incident.isNewNormal(now)) {
                each.remove();
                close(incident, "it has lasted so long that it is taken as usual from now on", now);
                incident.members().forEach(Component::relearn);
            } else if (incident.isDue(now)) {
                examine(incident, now);
            }
        }
    }

    void forget(PathState path, long now) {
        for (Iterator<Incident> each = open.iterator(); each.hasNext(); ) {
            Incident incident = each.next();
            if (incident.paths().size() == 1 && incident.paths().contains(path)) {
                each.remove();
                close(incident, "its paths are measured no more", now);
            }
            incident.paths().remove(path);
        }
    }

    private static @Nullable Signal signal(Component component, long now) {
        Signal shift = ShiftRule.check(component, now);
        Signal instance = ShiftRule.checkInstances(component, now);
        if (instance != null && (shift == null || shift.kind().equals("tail"))) {
            return instance;
        }
        if (shift != null) {
            return shift;
        }
        Signal stall = StallRule.check(component, now);
        return stall != null ? stall : TailRule.check(component, now);
    }

    private static boolean isFirstLink(Component component, ProberState prober) {
        return component.isLink() && component.ends().contains(prober.name());
    }

    private void accuse(Component component, boolean isProberSuspect, PathState path, long now) {
        Signal signal = signal(component, now);
        Finding finding = signal == null ? null : attribution.explain(signal, now, isProberSuspect);
        if (finding == null) {
            return;
        }
        if (openAt(finding.component(), true) != null) {
            return; // it fails, and what it takes meanwhile is no fault of its own
        }
        Incident incident = openAt(finding.component(), false);
        for (Incident other : open) {
            if (incident == null && isPartOf(other, component)) {
                incident = other;
            }
        }
        if (incident == null) {
            incident = open(finding, path.intervalMicros(), now);
        }
        incident.members().add(component);
        incident.paths().addAll(finding.paths());
        component.incident(incident);
    }

    /** Whether {@code link} shares a hop that does not stamp, or one that waits where no stamp sees it, with the incident. */
    private static boolean isPartOf(Incident incident, Component link) {
        for (Component member : incident.members()) {
            boolean isAtSameHop =
                    member.isLink() && link.ends().contains(incident.finding().component());
            if (isAtSameHop || member.hides().stream().anyMatch(link.hides()::contains)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBad(Component component, Incident incident, long now) {
        RecentSamples samples = component.samples();
        String kind = incident.finding().kind();
        if (kind.equals("loss")) {
            return component.stalls().lastHitMicros() == now;
        }
        String node = incident.finding().instance();
        Instance instance = node == null ? null : component.instance(node);
        if (instance != null) {
            return instance.samples().since(now) > 0 && instance.samples().reaching(0.5f, 2) > 0;
        }
        if (kind.equals("delay")) {
            return samples.reaching(0.5f, LASTING * incident.finding().excess(), 3) >= 2;
        }
        float least = LASTING * incident.finding().excess();
        if (samples.reaching(0.8f, least, 1) == 0) {
            return false;
        }
        long interval = incident.intervalMicros();
        int latest = samples.since(now - 6 * interval);
        return samples.reaching(0.8f, least, latest) >= Math.max(2, LASTING_SHARE * latest);
    }

    private void examine(Incident incident, long now) {
        Finding before = incident.finding();
        Finding latest = null;
        for (Component member : incident.members()) {
            Signal signal = signal(member, now);
            Finding finding = signal == null ? null : attribution.explain(signal, now, false);
            if (finding != null && (latest == null || finding.confidence() > latest.confidence())) {
                latest = finding;
            }
        }
        if (incident.members().isEmpty() && before.cause() != Cause.PROBER_IMPAIRED) {
            latest = failures.explain(before.sinceMicros());
        }
        Finding after = latest == null ? before : latest;
        Incident other = openAt(after.component(), incident.isOfFailures());
        boolean isTaken = other != null && other != incident;
        boolean isLate = incident.isSettled() && !after.blamesSameAs(before);
        if (!isTaken && !isLate) {
            incident.finding(after);
        }
        boolean isNews = !after.blamesSameAs(before)
                || Math.abs(after.confidence() - before.confidence()) >= NOTABLE_CONFIDENCE
                || Math.abs(after.excess() - before.excess()) >= NOTABLE_CHANGE * before.excess();
        if (incident.settles(now) || (isNews && !isTaken && !isLate)) {
            say(incident, Verdict.State.UPDATE, now);
        }
    }

    private @Nullable Incident openAt(String component, boolean ofFailures) {
        for (Incident incident : open) {
            if (incident.isOfFailures() == ofFailures
                    && incident.finding().component().equals(component)) {
                return incident;
            }
        }
        return null;
    }

    private Incident open(Finding finding, long interval, long now) {
        Incident incident = new Incident("i" + ++opened, finding, now, interval);
        open.add(incident);
        say(incident, Verdict.State.OPEN, now);
        return incident;
    }

    private void close(Incident incident, String why, long now) {
        tell(incident, Verdict.State.CLOSE, why, now);
        for (Component member : incident.members()) {
            member.incident(null);
            member.reset();
            forgetNextTo(member);
        }
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

    private void say(Incident incident, Verdict.State state, long now) {
        tell(incident, state, incident.finding().words(), now);
    }

    private void tell(Incident incident, Verdict.State state, String words, long now) {
        Finding finding = incident.finding();
        Exoneration exoneration = Exoneration.of(incident, now);
        List<PathId> paths = incident.paths().stream().map(PathState::id).toList();
        Evidence evidence = new Evidence(
                EvidenceWriter.sentence(finding, words, exoneration),
                finding.kind(),
                finding.excess() < 0 ? HopStamp.ABSENT : (long) (finding.excess() * NANOS),
                finding.instance(),
                finding.runnerUp(),
                exoneration.cleared(),
                exoneration.notCleared());
        verdicts.accept(new Verdict(
                now,
                incident.id(),
                state,
                finding.cause(),
                finding.component(),
                finding.confidence(),
                evidence,
                finding.sinceMicros(),
                paths));
    }
}
