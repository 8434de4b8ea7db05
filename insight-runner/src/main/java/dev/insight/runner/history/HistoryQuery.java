package dev.insight.runner.history;

/**
 * A window of the past. Immutable.
 *
 * @param fromMillis its begin, since the epoch
 * @param toMillis its end, which is after the begin and not in it
 * @param points how many rows are wanted at most
 * @param nowMillis the time now
 * @param stepsOnly whether probes one by one are not wanted
 */
public record HistoryQuery(long fromMillis, long toMillis, int points, long nowMillis, boolean stepsOnly) {
    public HistoryQuery {
        if (fromMillis >= toMillis) {
            throw new IllegalArgumentException("from must be before to: " + fromMillis + ", " + toMillis);
        }
        if (points <= 0) {
            throw new IllegalArgumentException("points must be positive: " + points);
        }
    }

    /** The same in steps. */
    public HistoryQuery inSteps() {
        return new HistoryQuery(fromMillis, toMillis, points, nowMillis, true);
    }
}
