package dev.insight.runner.history;

import static dev.insight.runner.history.DurationCode.UNKNOWN;
import static dev.insight.runner.history.PathHistory.STEP_MILLIS;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Makes a window of what was kept. Confined to one thread, which holds up nobody. */
final class WindowReader {
    private static final int ROW_BITS = 20;

    private final PathHistory.Snapshot kept;
    private final Duration interval;
    private final HistoryQuery query;

    WindowReader(PathHistory.Snapshot kept, Duration interval, HistoryQuery query) {
        this.kept = kept;
        this.interval = interval;
        this.query = query;
    }

    HistoryWindow read() {
        Long oldest = kept.steps().oldestMillis();
        if (reachesAsFar(oldest) && kept.detail().whole(query.fromMillis(), query.toMillis()) <= query.points()) {
            Rows rows = kept.detail().rows(query.fromMillis(), query.toMillis());
            if (rows.count() <= query.points()) {
                return detail(rows, oldest);
            }
        }
        return steps(oldest);
    }

    /** Whether each probe is known of all the window that is known at all. */
    private boolean reachesAsFar(@Nullable Long oldestStep) {
        Long oldest = kept.detail().oldestMillis();
        return !query.stepsOnly()
                && oldest != null
                && oldestStep != null
                && query.fromMillis() >= query.nowMillis() - PathHistory.DETAIL_KEPT_MILLIS
                && oldest - STEP_MILLIS < Math.max(query.fromMillis(), oldestStep);
    }

    private HistoryWindow detail(Rows rows, @Nullable Long oldest) {
        HistoryWindow.Builder made = HistoryWindow.builder(rows.count(), 0);
        KnownTerm[] terms = rows.terms();
        placeInOrder(terms, made);
        for (long key : byTime(rows)) {
            int row = row(key);
            long latency = nanos(rows.get(row, PathHistory.LATENCY));
            made.row(rows.time(row))
                    .probes(1, rows.get(row, PathHistory.FAILED))
                    .latency(latency, latency, latency);
            for (int i = 0; i < terms.length; i++) {
                add(terms[i], rows.get(row, PathHistory.COLUMNS + i), made);
            }
        }
        return made.build(optional(oldest));
    }

    private HistoryWindow steps(@Nullable Long oldest) {
        long step = stepMillis();
        long begin = Math.floorDiv(Math.max(query.fromMillis(), oldest == null ? query.toMillis() : oldest), step);
        long end = Math.floorDiv(query.toMillis() - 1, step) + 1;
        if (oldest == null || begin >= end) {
            return HistoryWindow.builder(0, step).build(optional(oldest));
        }
        Rows rows = kept.steps().rows(begin * step, end * step);
        long[] sorted = byTime(rows);
        long known = sorted.length == 0 ? begin * step : rows.time(row(sorted[sorted.length - 1]));
        // A step that has just ended is no gap yet: its probes may be under way.
        long ended = query.nowMillis() - Math.max(STEP_MILLIS, interval.toMillis());
        int count = (int) (end - begin);
        while (count > 0 && (begin + count) * step > Math.max(known + step, ended)) {
            count--;
        }
        HistoryWindow.Builder made = HistoryWindow.builder(count, step);
        placeInOrder(rows.terms(), made);
        int from = 0;
        for (int i = 0; i < count; i++) {
            long time = (begin + i) * step;
            int to = from;
            while (to < sorted.length && rows.time(row(sorted[to])) < time + step) {
                to++;
            }
            made.row(time);
            if (to > from) {
                StepMerge merge = new StepMerge(rows, sorted, from, to, ROW_BITS);
                merge.write(made);
            }
            from = to;
        }
        return made.build(optional(oldest));
    }

    /** As few tens of seconds as do for so many rows, and no shorter than between two probes: else there were gaps. */
    private long stepMillis() {
        long span = query.toMillis() - query.fromMillis();
        long least = Math.max(interval.toMillis(), ceilDiv(span, query.points()));
        long step = Math.max(1, ceilDiv(least, STEP_MILLIS)) * STEP_MILLIS;
        while (Math.floorDiv(query.toMillis() - 1, step) - Math.floorDiv(query.fromMillis(), step) >= query.points()) {
            step += STEP_MILLIS;
        }
        return step;
    }

    private static long ceilDiv(long dividend, long divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }

    /** Times with rows in their lowest bits, sorted. */
    private static long[] byTime(Rows rows) {
        long[] keys = new long[rows.count()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = rows.time(i) << ROW_BITS | i;
        }
        Arrays.sort(keys);
        return keys;
    }

    private static int row(long key) {
        return (int) (key & ((1 << ROW_BITS) - 1));
    }

    private static void placeInOrder(KnownTerm[] terms, HistoryWindow.Builder made) {
        KnownTerm[] ordered = terms.clone();
        Arrays.sort(ordered, Comparator.comparingInt(KnownTerm::position).thenComparing(term -> term.name));
        for (KnownTerm each : ordered) {
            made.place(each.kind, each.name, each.display());
        }
    }

    static void add(KnownTerm term, int code, HistoryWindow.Builder made) {
        if (code != UNKNOWN) {
            made.term(term.kind, term.name, term.display(), DurationCode.nanos(code));
        }
    }

    static long nanos(int code) {
        return code == UNKNOWN ? HistoryWindow.UNKNOWN : DurationCode.nanos(code);
    }

    private static OptionalLong optional(@Nullable Long millis) {
        return millis == null ? OptionalLong.empty() : OptionalLong.of(millis);
    }
}
