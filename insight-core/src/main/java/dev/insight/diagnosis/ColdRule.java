package dev.insight.diagnosis;

import dev.insight.probe.Outcome;
import dev.insight.probe.Phase;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names that do not resolve and handshakes that fail, as cold probes find them: a connection that is kept feels neither,
 * and warm probes go on as if nothing were wrong until it breaks. Confined to one thread.
 */
final class ColdRule {
    private static final double CONFIDENCE = 0.95;
    /** Cold probes are rare: it is over when so many of their pauses have gone by without a failure. */
    private static final int QUIET_GAPS = 3;

    private final Map<Hypothesis, Seen> all = new HashMap<>();

    /** What cold probes found at one component. */
    private static final class Seen {
        private final RareEvents failures = RareEvents.ofFailures();
        private final Set<PathState> paths = new LinkedHashSet<>();
        private int failed;
        private long failedMicros;
        private long longestGapMicros;

        void failed(PathState path, long now) {
            failures.hit(now);
            paths.add(path);
            longestGapMicros = failed == 0 ? 0 : Math.max(longestGapMicros, now - failedMicros);
            failedMicros = now;
            failed++;
        }
    }

    /** A cold probe of {@code path} has ended: one failure too many is an incident of {@code open}, or keeps it so. */
    void take(PathState path, Outcome outcome, OpenIncidents open, long now) {
        for (Phase phase : new Phase[] {Phase.DNS, Phase.TLS}) {
            Hypothesis passed = blamed(path, phase);
            if (passed != null && (outcome.isOk() || outcome.phase().compareTo(phase) > 0)) {
                passed(passed, path, now);
            }
        }
        Hypothesis blamed = outcome.isOk() ? null : blamed(path, outcome.phase());
        if (blamed == null || isSymptom(path, outcome, open)) {
            return;
        }
        Seen seen = all.computeIfAbsent(blamed, key -> new Seen());
        seen.failed(path, now);
        Incident same = open.at(blamed.component(), List.of(path), true);
        if (same != null && same.finding().cause() == blamed.cause()) {
            same.bad(now);
            same.touches(List.of(path));
        }
        if (seen.failures.isAlarm()) {
            Finding finding = finding(blamed, outcome, seen);
            if (same == null) {
                settle(open.open(finding, path.intervalMicros(), now), finding, seen);
            } else if (blamed.cause() == Cause.TLS_FAILING && same.finding().cause() == Cause.HOP_DOWN) {
                settle(same, finding, seen); // it is there: who connects to it gets as far as the handshake
                open.say(same, Verdict.State.UPDATE, now);
            }
            all.remove(blamed); // what comes when it is over is another failure
        }
    }

    /** What may be wrong if a cold probe of {@code path} ends in {@code phase}, or null if that says nothing of its own. */
    private static @Nullable Hypothesis blamed(PathState path, Phase phase) {
        return switch (phase) {
            case DNS -> new Hypothesis(Cause.DNS_FAILING, path.prober());
            case TLS -> new Hypothesis(Cause.TLS_FAILING, path.hops().get(0));
            case CONNECT, HTTP2, RPC -> null;
        };
    }

    /** Warm calls, which feel nothing of it, cannot tell better, nor when it is over. */
    private static void settle(Incident incident, Finding finding, Seen seen) {
        incident.settle(finding);
        incident.quietAtLeast(QUIET_GAPS * seen.longestGapMicros);
    }

    /** A handshake that nobody answers: a peer that stands still does that too, and then warm calls tell as much. */
    private static boolean isSymptom(PathState path, Outcome outcome, OpenIncidents open) {
        return outcome.phase() == Phase.TLS && outcome.code().equals("DEADLINE_EXCEEDED") && open.touch(path);
    }

    /** What other paths find well says nothing of a name or a certificate that they do not ask for. */
    private void passed(Hypothesis hypothesis, PathState path, long now) {
        Seen seen = all.get(hypothesis);
        if (seen != null && seen.paths.contains(path)) {
            seen.failures.miss(now);
            if (!seen.failures.isSuspicious()) {
                all.remove(hypothesis);
            }
        }
    }

    void forget(PathState path) {
        all.values().forEach(seen -> seen.paths.remove(path));
        all.values().removeIf(seen -> seen.paths.isEmpty());
    }

    private static Finding finding(Hypothesis blamed, Outcome outcome, Seen seen) {
        String words = String.format(
                Locale.ROOT,
                "%d new connections fail (%s %s), though calls over those there are may go on",
                seen.failed,
                outcome.phase().label(),
                outcome.code());
        return new Finding(
                blamed.cause(),
                blamed.component(),
                CONFIDENCE,
                "errors",
                -1,
                seen.failures.leftZeroMicros(),
                null,
                null,
                words,
                Evidence.Numbers.ofFailures(-1, seen.failed),
                List.copyOf(seen.paths));
    }
}
