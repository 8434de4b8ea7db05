package dev.insight.runner.store;

import dev.insight.diagnosis.Verdict;
import dev.insight.hop.HopStamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one incident now. Immutable.
 *
 * @param latest what diagnosis said of it last
 * @param openedEpochMicros when it was first told of; of one that continues another, when that was
 * @param closedEpochMicros when it was told to be over, or of one that was interrupted when it was known to be open last;
 *     {@code HopStamp.ABSENT} while it is open
 * @param isInterrupted whether the process ended while it was open, so that nobody knows when it was over
 * @param continues the id of the one that an earlier process told of the same, shortly before, or null
 * @param changes how many times it was told of
 * @param timeline what was told of it, the first and then the latest, a bounded number
 */
public record IncidentSnapshot(
        Verdict latest,
        long openedEpochMicros,
        long closedEpochMicros,
        boolean isInterrupted,
        @Nullable String continues,
        long changes,
        List<IncidentChange> timeline) {
    /** More is more than anybody reads of one incident. */
    private static final int MOST_CHANGES = 100;

    public IncidentSnapshot {
        timeline = List.copyOf(timeline);
    }

    /** One that was told of once. */
    public IncidentSnapshot(Verdict latest, long openedEpochMicros, long closedEpochMicros) {
        this(latest, openedEpochMicros, closedEpochMicros, false, null, 1, List.of(IncidentChange.of(latest)));
    }

    /** The first that is told of one. */
    static IncidentSnapshot begun(Verdict verdict) {
        return new IncidentSnapshot(verdict, verdict.epochMicros(), closed(verdict));
    }

    /** One of which an earlier process told, as far as the first that is known of it goes, which was the {@code number}th. */
    public static IncidentSnapshot kept(Verdict verdict, long openedMicros, @Nullable String continues, long number) {
        return new IncidentSnapshot(
                verdict, openedMicros, closed(verdict), false, continues, number, List.of(IncidentChange.of(verdict)));
    }

    /** The same with what the earlier process told of it the {@code number}th time. */
    public IncidentSnapshot keptOn(Verdict verdict, long openedMicros, @Nullable String from, long number) {
        IncidentSnapshot next = then(verdict);
        return new IncidentSnapshot(
                verdict, openedMicros, next.closedEpochMicros(), false, from, number, next.timeline());
    }

    public String id() {
        return latest.id();
    }

    public boolean isOpen() {
        return closedEpochMicros < 0;
    }

    /** The same after {@code verdict} was told of it. */
    IncidentSnapshot then(Verdict verdict) {
        List<IncidentChange> longer = new ArrayList<>(timeline.size() + 1);
        longer.addAll(timeline);
        longer.add(IncidentChange.of(verdict));
        if (longer.size() > MOST_CHANGES) {
            longer.remove(1); // how it began is worth more than what came next
        }
        return new IncidentSnapshot(verdict, openedEpochMicros, closed(verdict), false, continues, changes + 1, longer);
    }

    /** The same as what {@code earlier}, of an earlier process, goes on as. */
    IncidentSnapshot continuing(IncidentSnapshot earlier) {
        return new IncidentSnapshot(
                latest,
                Math.min(openedEpochMicros, earlier.openedEpochMicros),
                closedEpochMicros,
                isInterrupted,
                earlier.id(),
                changes,
                timeline);
    }

    /** The same when the process ended before it was over; if it told of it later than at {@code openMicros}, it was open then. */
    public IncidentSnapshot interrupted(long openMicros) {
        long last = Math.max(latest.epochMicros(), openMicros);
        return new IncidentSnapshot(latest, openedEpochMicros, last, true, continues, changes, timeline);
    }

    private static long closed(Verdict verdict) {
        return verdict.state() == Verdict.State.CLOSE ? verdict.epochMicros() : HopStamp.ABSENT;
    }
}
