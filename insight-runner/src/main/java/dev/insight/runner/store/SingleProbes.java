package dev.insight.runner.store;

import dev.insight.ProbeReport;
import dev.insight.probe.ProbeKind;
import dev.insight.probe.ProbeResult;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What is kept of single probes of one path, failures for longest. Not thread-safe. */
final class SingleProbes {
    private static final int MOST_FAILURES = 50;
    private static final int MOST_COLD = 20;

    private final Deque<FailureSnapshot> failures = new ArrayDeque<>();
    private final Deque<ColdSnapshot> cold = new ArrayDeque<>();
    private final SlowProbes slowest = new SlowProbes();

    void add(ProbeReport report) {
        ProbeResult result = report.result();
        if (!result.outcome().isOk()) {
            addFirst(FailureSnapshot.of(result), failures, MOST_FAILURES);
        }
        if (result.slot().kind() == ProbeKind.COLD) {
            addFirst(
                    new ColdSnapshot(result.slot().intendedEpochMicros(), result.outcome(), result.phases()),
                    cold,
                    MOST_COLD);
        } else if (result.slot().kind() == ProbeKind.WARM && result.isMeasurement()) {
            slowest.add(report);
        }
    }

    private static <T> void addFirst(T item, Deque<T> to, int most) {
        if (to.size() == most) {
            to.removeLast();
        }
        to.addFirst(item);
    }

    PathPast snapshot() {
        return new PathPast(List.copyOf(failures), List.copyOf(cold), slowest.snapshots());
    }
}
