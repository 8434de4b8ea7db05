package dev.insight.runner.global;

/**
 * What is known of a source region. Immutable.
 *
 * @param newestSeconds when its newest sample was taken, since the epoch by its own Prometheus's clock; NaN where none is known
 */
public record SourceSnapshot(String source, State state, double newestSeconds) {
    /** Whether its measurements arrive. */
    public enum State {
        OK,
        /** Nothing newer came for too long; it is silent since its newest sample, or longer than a day where there is none. */
        SILENT,
        /** Nobody can be asked. */
        UNKNOWN
    }
}
