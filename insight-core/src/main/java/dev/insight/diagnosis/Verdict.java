package dev.insight.diagnosis;

import dev.insight.probe.PathId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What diagnosis says of one incident at one time. Immutable.
 *
 * @param epochMicros when it is said; it rests on nothing later
 * @param id the incident, in all its verdicts
 * @param state whether the incident begins, goes on or ends
 * @param cause what is wrong
 * @param component where: a hop's name, {@code a>b} for a link, {@code prober-REGION}
 * @param confidence how sure, 0 to 1: of verdicts said with 0.9, nine in ten are right
 * @param evidence why
 * @param sinceEpochMicros when it began, as far as can be told: the change, not its discovery
 * @param paths the paths that suffer
 */
public record Verdict(
        long epochMicros,
        String id,
        State state,
        Cause cause,
        String component,
        double confidence,
        Evidence evidence,
        long sinceEpochMicros,
        List<PathId> paths) {
    /** Where in its life an incident is. */
    public enum State {
        OPEN,
        UPDATE,
        CLOSE;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** The state as verdicts are written: {@code open}. */
        public String label() {
            return label;
        }
    }

    /**
     * The same with who else sees it. What at least half of those who could do not see is no surer than the share that does:
     * rather this prober's own network or host is at fault, and a threshold for paging leaves it out.
     */
    public Verdict seenFrom(Vantage vantage) {
        double sure = vantage.isDoubtful() ? Math.min(confidence, (double) vantage.seen() / vantage.of()) : confidence;
        return new Verdict(
                epochMicros, id, state, cause, component, sure, evidence.seenFrom(vantage), sinceEpochMicros, paths);
    }

    /** The same, said at {@code epochMicros} of an incident that goes on. */
    public Verdict again(long epochMicros) {
        long now = Math.max(this.epochMicros, epochMicros);
        return new Verdict(now, id, State.UPDATE, cause, component, confidence, evidence, sinceEpochMicros, paths);
    }

    /** The same of an incident that is called {@code newId}. */
    public Verdict withId(String newId) {
        return new Verdict(epochMicros, newId, state, cause, component, confidence, evidence, sinceEpochMicros, paths);
    }

    public Verdict {
        Objects.requireNonNull(id, "id == null");
        Objects.requireNonNull(state, "state == null");
        Objects.requireNonNull(cause, "cause == null");
        Objects.requireNonNull(component, "component == null");
        Objects.requireNonNull(evidence, "evidence == null");
        paths = List.copyOf(paths);
    }
}
