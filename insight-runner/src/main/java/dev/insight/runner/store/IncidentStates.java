package dev.insight.runner.store;

import dev.insight.diagnosis.Verdict;
import dev.insight.hop.HopStamp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The incidents that are open and those that were of late. Thread-safe by its own lock. */
final class IncidentStates {
    private static final int MOST = 200;

    private final Map<String, IncidentSnapshot> open = new LinkedHashMap<>();
    private final Deque<IncidentSnapshot> closed = new ArrayDeque<>();

    synchronized void add(Verdict verdict) {
        IncidentSnapshot known = open.get(verdict.id());
        long opened = known == null ? verdict.epochMicros() : known.openedEpochMicros();
        if (verdict.state() == Verdict.State.CLOSE) {
            open.remove(verdict.id());
            closed.addFirst(new IncidentSnapshot(verdict, opened, verdict.epochMicros()));
        } else {
            open.put(verdict.id(), new IncidentSnapshot(verdict, opened, HopStamp.ABSENT));
        }
        if (open.size() > MOST) {
            open.remove(open.keySet().iterator().next());
        }
        if (closed.size() > MOST) {
            closed.removeLast();
        }
    }

    /** The open ones, then those closed, each the latest first. */
    synchronized List<IncidentSnapshot> snapshots() {
        List<IncidentSnapshot> all = new ArrayList<>(open.values());
        Collections.reverse(all);
        all.addAll(closed);
        return List.copyOf(all.subList(0, Math.min(all.size(), MOST)));
    }
}
