package dev.insight.probe;

import dev.insight.hop.HopPath;
import dev.insight.hop.HopStamp;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One place in a probe's schedule: what is sent, and when it should be. Immutable.
 *
 * @param probe what is measured
 * @param kind in which way
 * @param stop the hop that shall answer a partial-path probe; null for other kinds
 * @param sequence counts the probe's slots of this kind and stop from 0, so that backends can be taken in turn
 * @param intendedNanos the intended start, in the ticker's monotonic nanoseconds
 * @param intendedEpochMicros the intended start by the wall's clock
 */
public record Slot(
        Probe probe,
        ProbeKind kind,
        @Nullable String stop,
        long sequence,
        long intendedNanos,
        long intendedEpochMicros) {
    public Slot {
        Objects.requireNonNull(probe, "probe == null");
        Objects.requireNonNull(kind, "kind == null");
        if ((stop != null) != (kind == ProbeKind.PARTIAL)) {
            throw new IllegalArgumentException("stop goes with a partial-path probe: " + kind + ", stop=" + stop);
        }
    }

    /** What is called: the target's method; of a partial-path probe a health check, for hops answer nothing else. */
    public Method method() {
        Method wanted = probe.target().method();
        return kind == ProbeKind.PARTIAL ? wanted.asHealthCheck() : wanted;
    }

    /**
     * The hop that should turn this back, or null where it stamped on {@code path} that it called on, as a proxy does, which reads
     * no asks: such a call passed the whole route.
     */
    @Nullable
    String turnedBackAt(HopPath path) {
        for (HopStamp stamp : path.stamps()) {
            boolean calledOn = stamp.upstreamNanos() >= 0 || stamp.origin() == HopStamp.Origin.UP;
            if (calledOn && stamp.name().equals(stop)) {
                return null;
            }
        }
        return stop;
    }
}
