package dev.insight.runner.store;

import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The incidents that are open and those that were of late, of earlier processes too. Thread-safe by its own lock. */
final class IncidentStates {
    private static final int MOST = 200;
    /** What an earlier process told of is the same if it is found again within this: a restart, and time to find it. */
    private static final long CONTINUED_MICROS = TimeUnit.MINUTES.toMicros(10);

    /** All of them: diagnosis has but few of each component. */
    private final Map<String, IncidentSnapshot> open = new LinkedHashMap<>();

    private final Deque<IncidentSnapshot> closed = new ArrayDeque<>();
    /** The ids of interrupted ones that go on as another already. */
    private final Set<String> continued = new HashSet<>();

    private Consumer<IncidentSnapshot> keeper = incident -> {};
    private boolean isEnding;
    private boolean hasEnded;

    synchronized void add(Verdict verdict) {
        IncidentSnapshot known = open.get(verdict.id());
        boolean isOver = verdict.state() == Verdict.State.CLOSE;
        if (isOver && hasEnded) {
            if (known != null) {
                // Its paths are measured no more because nothing is: nobody found it to be over.
                open.remove(verdict.id());
                IncidentSnapshot interrupted = known.interrupted(verdict.epochMicros());
                addClosed(interrupted);
                keeper.accept(interrupted);
            }
            return;
        }
        IncidentSnapshot now = known == null ? IncidentSnapshot.begun(verdict) : known.then(verdict);
        IncidentSnapshot earlier = now.continues() == null ? earlier(verdict) : null;
        if (earlier != null) {
            continued.add(earlier.id());
            now = now.continuing(earlier);
        }
        if (isOver) {
            open.remove(verdict.id());
            addClosed(now);
        } else {
            open.put(verdict.id(), now);
        }
        keeper.accept(now);
    }

    /** The one that was interrupted shortly before {@code verdict} says the same of the same, or null. */
    private @Nullable IncidentSnapshot earlier(Verdict verdict) {
        for (IncidentSnapshot each : closed) {
            long since = verdict.epochMicros() - each.closedEpochMicros();
            if (each.isInterrupted()
                    && since >= 0
                    && since <= CONTINUED_MICROS
                    && each.latest().cause() == verdict.cause()
                    && each.latest().component().equals(verdict.component())
                    && !continued.contains(each.id())) {
                return each;
            }
        }
        return null;
    }

    private void addClosed(IncidentSnapshot incident) {
        closed.addFirst(incident);
        if (closed.size() > MOST) {
            continued.remove(closed.removeLast().id());
        }
    }

    /** Takes in what earlier processes told of, none of it open and in any order; call it before the first verdict. */
    synchronized void restore(List<IncidentSnapshot> incidents) {
        List<IncidentSnapshot> past = new ArrayList<>(incidents);
        past.sort(Comparator.comparingLong(IncidentSnapshot::closedEpochMicros)
                .thenComparingLong(each -> each.latest().epochMicros()));
        for (IncidentSnapshot each : past) {
            if (each.continues() != null) {
                continued.add(each.continues());
            }
            addClosed(each);
        }
    }

    /** From now on {@code newKeeper} is told each incident as it is after each verdict. */
    synchronized void keeper(Consumer<IncidentSnapshot> newKeeper) {
        keeper = newKeeper;
    }

    /** The process is about to end; what is found till the first path is removed counts still. */
    synchronized void ending() {
        isEnding = true;
    }

    synchronized void pathRemoved() {
        hasEnded |= isEnding;
    }

    /** The one called {@code id}, or null. */
    synchronized @Nullable IncidentSnapshot find(String id) {
        IncidentSnapshot found = open.get(id);
        return found != null
                ? found
                : closed.stream()
                        .filter(each -> each.id().equals(id))
                        .findFirst()
                        .orElse(null);
    }

    /** The open ones, what a prober suffers after all that paths do, then those closed, each the latest first. */
    synchronized List<IncidentSnapshot> snapshots() {
        List<IncidentSnapshot> all = new ArrayList<>(open.values());
        Collections.reverse(all);
        all.sort(Comparator.comparing(incident -> incident.latest().cause() == Cause.PROBER_IMPAIRED));
        all.addAll(closed);
        return List.copyOf(all.subList(0, Math.min(all.size(), MOST)));
    }
}
