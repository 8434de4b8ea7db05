package dev.insight.runner.view;

import dev.insight.ProbeReport;
import dev.insight.decomposition.Term;
import dev.insight.probe.ProbeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one path's parts took since a trace began: for its line of history, and for what moved against the first minute.
 * Times are nanoseconds since the trace began. Bounded. Thread-safe.
 */
public final class TraceHistory {
    private static final long MINUTE = 60_000_000_000L;
    private static final long LONGEST_SPAN = 10 * MINUTE;
    /** More than any route has; a peer that makes up names fills it and no more. */
    private static final int MAX_PARTS = 64;

    private static final int MIN_FIRST = 8;
    private static final int MIN_RECENT = 5;
    /** What wanders less than this is still. */
    private static final double LEAST_MOVE_NANOS = 500_000;

    private static final double LEAST_MOVE_SHARE = 0.05;
    private static final double LEAST_MOVE_SPREADS = 2;

    private final PartRows first = new PartRows();
    private final PartRows latest = new PartRows();
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
        latest.begin(atNanos);
        boolean isFirst = atNanos < MINUTE && first.size() < PartRows.MOST;
        if (isFirst) {
            first.begin(atNanos);
        }
        if (report.result().isMeasurement()) {
            put(WHOLE, report.result().latencyNanos(), isFirst);
            for (Term term : report.decomposition().terms()) {
                if (term.isValid()) {
                    put(key(term.kind(), term.name()), term.nanos(), isFirst);
                }
            }
        }
    }

    private void put(String part, long nanos, boolean isFirst) {
        if (worst.size() >= MAX_PARTS && !worst.containsKey(part)) {
            return;
        }
        worst.merge(part, nanos, Math::max);
        latest.put(part, nanos);
        if (isFirst) {
            first.put(part, nanos);
        }
    }

    /** The most {@code part} ever took, or {@link PartRows#ABSENT}. */
    synchronized long worstNanos(String part) {
        return worst.getOrDefault(part, PartRows.ABSENT);
    }

    /**
     * Which time a line of {@code cells} shows up to {@code nowNanos}: a cell an interval at first, then 2, 3, 4, 6, 8, 12 and
     * so on, until it is all of the last ten minutes. Fewer steps than there are intervals, or every picture had its own.
     */
    synchronized long spanNanos(int cells, long intervalNanos, long nowNanos) {
        long oldest = latest.size() == 0 ? nowNanos : latest.atNanos(0);
        long wanted = Math.min(LONGEST_SPAN, nowNanos - oldest);
        long doubled = Math.max(1, cells * intervalNanos);
        while (2 * doubled < wanted) {
            doubled *= 2;
        }
        return doubled >= wanted ? doubled : 3 * doubled / 2 >= wanted ? 3 * doubled / 2 : 2 * doubled;
    }

    /** The median of {@code part} in each of so many equal parts of the last {@code spanNanos}, as {@link Sparkline} takes them. */
    synchronized double[] cells(String part, int cells, long spanNanos, long nowNanos) {
        List<LongStream.Builder> values =
                Stream.generate(LongStream::builder).limit(cells).toList();
        boolean[] failed = new boolean[cells];
        // Cells have fixed edges, or every picture would deal the same probes anew.
        long width = Math.max(1, spanNanos / cells);
        long newest = nowNanos / width;
        for (int row = 0; row < latest.size(); row++) {
            long cell = cells - 1 - (newest - latest.atNanos(row) / width);
            if (cell >= 0 && cell < cells) {
                long value = latest.nanos(part, row);
                if (value != PartRows.ABSENT) {
                    values.get((int) cell).add(value);
                } else if (latest.nanos(WHOLE, row) == PartRows.ABSENT) {
                    failed[(int) cell] = true;
                }
            }
        }
        double[] medians = new double[cells];
        for (int i = 0; i < cells; i++) {
            long[] known = values.get(i).build().toArray();
            medians[i] = known.length > 0
                    ? quantile(known, 0.5)
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
        long[] before = first.since(0, part);
        long[] now = latest.since(Math.max(MINUTE, nowNanos - MINUTE), part);
        if (before.length < MIN_FIRST || now.length < MIN_RECENT) {
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

    private static double quantile(long[] values, double quantile) {
        long[] sorted = values.clone();
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
}
