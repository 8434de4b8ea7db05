package dev.insight;

import dev.insight.diagnosis.Diagnoser;
import dev.insight.diagnosis.HostLoad;
import dev.insight.probe.PathId;
import dev.insight.probe.Probe;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Tells a {@link Diagnoser} what happened, live and from a recording alike, so that there is one diagnosis and not two.
 * Confined to one thread.
 */
public final class DiagnosisFeed implements OrderedListener {
    /** When nothing was seen for so long, nobody knows what time would tell; diagnosis finds the gap by what ends it. */
    private static final int MOST_GAP_INTERVALS = 5;

    private final Diagnoser diagnoser;
    private final Map<PathId, Long> intervals = new HashMap<>();
    private long gapMicros;
    private long seenMicros;

    private DiagnosisFeed(Diagnoser diagnoser) {
        this.diagnoser = diagnoser;
    }

    /** What tells {@code diagnoser}. */
    public static DiagnosisFeed to(Diagnoser diagnoser) {
        return new DiagnosisFeed(Objects.requireNonNull(diagnoser, "diagnoser == null"));
    }

    @Override
    public void added(Probe probe) {
        intervals.put(probe.path(), probe.interval().toNanos() / 1_000);
        findGap();
        diagnoser.added(probe);
    }

    @Override
    public void removed(Probe probe, long epochMicros) {
        intervals.remove(probe.path());
        findGap();
        diagnoser.advance(epochMicros);
        diagnoser.removed(probe);
    }

    @Override
    public void report(ProbeReport report) {
        seenMicros = Math.max(seenMicros, report.result().slot().intendedEpochMicros());
        diagnoser.observe(report.result(), report.decomposition());
    }

    @Override
    public void load(HostLoad load) {
        diagnoser.observe(load);
    }

    @Override
    public void passed(long epochMicros) {
        if (epochMicros - seenMicros <= gapMicros) {
            diagnoser.advance(epochMicros);
        }
    }

    private void findGap() {
        long shortest = Long.MAX_VALUE / MOST_GAP_INTERVALS;
        for (long interval : intervals.values()) {
            shortest = Math.min(shortest, interval);
        }
        gapMicros = MOST_GAP_INTERVALS * shortest;
    }
}
