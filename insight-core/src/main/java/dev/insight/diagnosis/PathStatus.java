package dev.insight.diagnosis;

import dev.insight.probe.PathId;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What diagnosis knows of one path, told when it changes. Immutable.
 *
 * @param epochMicros since when, by the times of the probes that say so
 * @param suspect what is half-way to an alarm while the path is watched: a hop, a link {@code a>b}, {@code prober-REGION}, or
 *     the path's service where calls fail and nothing says where; with a hint, the hop it is about; else null
 * @param hint while little is known of a hop that takes far longer than others of its role, these words; else null
 */
public record PathStatus(
        PathId path,
        long epochMicros,
        State state,
        @Nullable String suspect,
        @Nullable String hint) {
    /** How much is known. */
    public enum State {
        /** What the path usually takes is not known yet, so that nothing can be found to take longer. */
        LEARNING,
        /** Something on the path is half-way to an alarm, which most often comes to nothing. */
        WATCHING,
        /** The path is as it usually is. */
        OK,
        /** For four intervals no call came back of which the times can be used: nobody knows how the path is. */
        INSUFFICIENT_DATA,
        /** The path suffers from an incident that is open. */
        INCIDENT;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** The state as it is written: {@code insufficient_data}. */
        public String label() {
            return label;
        }
    }

    public PathStatus {
        Objects.requireNonNull(path, "path == null");
        Objects.requireNonNull(state, "state == null");
    }

    /** The state for a person to read: {@code watching gateway-eu}. */
    public String words() {
        String words = state.label().replace('_', ' ');
        if (hint != null) {
            return words + ": " + hint;
        }
        return suspect == null ? words : words + " " + suspect;
    }

    /** Whether it says the same but for a hint's numbers, which change all the time. */
    boolean saysSameAs(PathStatus other) {
        return state == other.state && Objects.equals(suspect, other.suspect);
    }
}
