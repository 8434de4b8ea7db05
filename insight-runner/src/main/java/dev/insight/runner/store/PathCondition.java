package dev.insight.runner.store;

import dev.insight.diagnosis.PathStatus;
import java.util.Locale;

/** How a path is, in one word. */
public enum PathCondition {
    OK,
    WATCHING,
    INCIDENT,
    /** Nothing is known to be wrong with it, but the prober that measures it stands still at times. */
    DOUBTFUL,
    /** Most of its latest probes failed, whether or not diagnosis has said anything yet. */
    DOWN,
    LEARNING,
    /** For a while no probe came back of which the times can be used. */
    UNKNOWN;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The word as it is written: {@code down}. */
    public String label() {
        return label;
    }

    static PathCondition of(PathSnapshot path) {
        if (!path.isUp() && path.recent().mostFailed()) {
            return DOWN;
        }
        PathStatus.State state = path.diagnosis();
        return switch (state) {
            case OK -> OK;
            case WATCHING -> WATCHING;
            case INCIDENT -> path.isAccused() ? INCIDENT : DOUBTFUL;
            case LEARNING -> LEARNING;
            case INSUFFICIENT_DATA -> UNKNOWN;
        };
    }
}
