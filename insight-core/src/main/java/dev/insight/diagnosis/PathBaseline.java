package dev.insight.diagnosis;

import dev.insight.probe.PathId;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one path usually takes, told every ten seconds or so, and when more of it becomes known. While something on the path is suspected
 * its values are not taken in, so that this stays what was usual before. Immutable.
 *
 * @param epochMicros the time to which diagnosis had come
 * @param whole what a whole call usually takes, or null while too few are known
 * @param terms what its parts usually take, by their names in the decomposition; those of which too little is known are not in it
 */
public record PathBaseline(
        PathId path, long epochMicros, @Nullable Level whole, Map<String, Level> terms) {
    /**
     * What something usually takes. Immutable.
     *
     * @param p50Nanos median of the values known, nanoseconds
     * @param p99Nanos their 99th percentile, of few values the largest
     * @param samples how many values are known, thinned out to one every few seconds; at most 240
     */
    public record Level(long p50Nanos, long p99Nanos, int samples) {}

    public PathBaseline {
        Objects.requireNonNull(path, "path == null");
        terms = Map.copyOf(terms);
    }
}
