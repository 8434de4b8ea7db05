package dev.insight.runner.view;

import dev.insight.ProbeReport;
import dev.insight.decomposition.Term;
import dev.insight.probe.ProbeKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one path's parts took since a trace began: for its line of history, and for what moved against the first minute.
 * Times are nanoseconds since the trace began. Bounded. Thread-safe.
 */
public final class TraceHistory {
    private static final long MINUTE = 60_000_000_000L;
    private static final long LONGEST_SPAN = 10 * MINUTE;
    private static final int MAX_SAMPLES = 4_096;
    private static final int MIN_FIRST = 8;
    private static final int MIN_RECENT = 5;
    /** What wanders less than this is still. */
    private static final double LEAST_MOVE_NANOS = 500_000;

    private static final double LEAST_MOVE_SHARE = 0.05;
    private static final double LEAST_MOVE_SPREADS = 2;

    private final List<Sample> first = new ArrayList<>();
    private final Deque<Sample> latest = new ArrayDeque<>();
    private final Map<String, Long> worst = new HashMap<>();

    /** The whole path. */
    static final String WHOLE = "=";

    static String key(Term.Kind kind, String name) {
        return kind + ":" + name;
    }

    /** Takes a warm probe that ended {@code atNanos}; others are not of interest, nor are tainted ones. */
    public synchronized void add(long atNanos, ProbeReport report) {
        if (report.result().slot().kind() != ProbeKind.WARM || report.result().tainted()) {
            return;
        }
        Map<String, Long> nanos = new HashMap<>();
        if (report.result().isMeasurement()) {
            nanos.put(WHOLE, report.result().latencyNanos());
            for (Term term : report.decomposition().terms()) {
                if (term.isValid()) {
                    nanos.put(key(term.kind(), term.name()), term.nanos());
                }
            }
            nanos.forEach((part, value) -> worst.merge(part, value, Math::max));
        }
        Sample sample = new Sample(atNanos, nanos);
        if (atNanos < MINUTE && first.size() < MAX_SAMPLES) {
            first.add(sample);
        }
        if (latest.size() == MAX_SAMPLES) {
            latest.removeFirst();
        }
        latest.addLast(sample);
    }

    /** The most {@code part} ever took, or −1. */
    synchronized long worstNanos(String part) {
        return worst.getOrDefault(part, -1L);
    }

    /**
     * Which time a line of {@code cells} shows up to {@code nowNanos}: a cell an interval at first, then 2, 3, 4, 6, 8, 12 and
     * so on, until it is all of the last ten minutes. Fewer steps than there are intervals, or every picture had its own.
     */
    synchronized long spanNanos(int cells, long intervalNanos, long nowNanos) {
        long oldest = latest.isEmpty() ? nowNanos : latest.getFirst().atNanos;
        long wanted = Math.min(LONGEST_SPAN, nowNanos - oldest);
        long doubled = Math.max(1, cells * intervalNanos);
        while (2 * doubled < wanted) {
            doubled *= 2;
        }
        return doubled >= wanted ? doubled : 3 * doubled / 2 >= wanted ? 3 * doubled / 2 : 2 * doubled;
    }

    /** The median of {@code part} in each of so many equal parts of the last {@code spanNanos}, as {@link Sparkline} takes them. */
    synchronized double[] cells(String part, int cells, long spanNanos, long nowNanos) {
        List<List<Long>> values = new ArrayList<>();
        boolean[] failed = new boolean[cells];
        for (int i = 0; i < cells; i++) {
            values.add(new ArrayList<>());
        }
        // Cells have fixed edges, or every picture would deal the same probes anew.
        long width = Math.max(1, spanNanos / cells);
        long newest = nowNanos / width;
        for (Sample sample : latest) {
            int cell = (int) (cells - 1 - (newest - sample.atNanos / width));
            if (cell >= 0 && cell < cells) {
                Long value = sample.nanos.get(part);
                if (value != null) {
                    values.get(cell).add(value);
                } else if (sample.nanos.isEmpty()) {
                    failed[cell] = true;
                }
            }
        }
        double[] medians = new double[cells];
        for (int i = 0; i < cells; i++) {
            medians[i] = !values.get(i).isEmpty()
                    ? quantile(values.get(i), 0.5)
                    : failed[i] && part.equals(WHOLE) ? Sparkline.FAILED : Sparkline.NONE;
        }
        return medians;
    }

    /** Whether the first minute is over, so that something can have moved. */
    static boolean isComparable(long nowNanos) {
        return nowNanos > MINUTE;
    }

    /** How {@code part} of the last minute stands against the first; null while too little is known of either. */
    synchronized @Nullable Move move(String part, long nowNanos) {
        List<Long> before = values(first, part, 0);
        List<Long> now = values(latest, part, Math.max(MINUTE, nowNanos - MINUTE));
        if (before.size() < MIN_FIRST || now.size() < MIN_RECENT) {
            return null;
        }
        double was = quantile(before, 0.5);
        double is = quantile(now, 0.5);
        double gate = Math.max(
                Math.max(LEAST_MOVE_NANOS, LEAST_MOVE_SHARE * was),
                LEAST_MOVE_SPREADS * (quantile(before, 0.75) - quantile(before, 0.25)));
        return new Move(part, Math.round(was), Math.round(is), Math.abs(is - was) >= gate);
    }

    /** The {@code parts} that moved, the farthest first. */
    synchronized List<Move> moved(List<String> parts, long nowNanos) {
        List<Move> moves = new ArrayList<>();
        for (String part : parts) {
            Move move = move(part, nowNanos);
            if (move != null && move.real) {
                moves.add(move);
            }
        }
        moves.sort(Comparator.comparingLong((Move move) -> -Math.abs(move.byNanos())));
        return moves;
    }

    private static List<Long> values(Iterable<Sample> samples, String part, long fromNanos) {
        List<Long> values = new ArrayList<>();
        for (Sample sample : samples) {
            Long value = sample.atNanos >= fromNanos ? sample.nanos.get(part) : null;
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private static double quantile(List<Long> values, double quantile) {
        long[] sorted = values.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(quantile * sorted.length) - 1)];
    }

    /**
     * One part's median in the first minute and in the last.
     *
     * @param real whether it is farther than the part wandered by itself
     */
    record Move(String part, long wasNanos, long isNanos, boolean real) {
        long byNanos() {
            return isNanos - wasNanos;
        }
    }

    /** @param nanos by part; empty of a probe that failed */
    private record Sample(long atNanos, Map<String, Long> nanos) {}
}
