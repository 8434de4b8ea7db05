package dev.insight.runner.view;

import dev.insight.ProbeReport;
import dev.insight.probe.Probe;
import dev.insight.runner.store.HopSnapshot;
import dev.insight.runner.store.PathSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A trace as it is drawn on a terminal: who is asked, how it goes, what moved, and the parts. Pure. */
public final class TraceScreen {
    private static final int MAX_MOVES = 3;
    private static final String MOVED = "moved against the first minute: ";
    private static final String ENDS = "Ctrl-C ends it and keeps the table.";

    private TraceScreen() {}

    /**
     * What fits on a terminal of {@code columns} by {@code rows}, no line wider.
     *
     * @param path null before anything is known
     * @param nowNanos since the trace began, as {@code history} has it
     */
    public static String render(
            Probe probe,
            @Nullable PathSnapshot path,
            TraceHistory history,
            long nowNanos,
            Style style,
            int columns,
            int rows) {
        List<String> lines = whole(probe, path, history, nowNanos, style, columns, true);
        int room = Math.max(1, rows - 1);
        if (lines.size() + 2 <= room) {
            lines.add("");
            lines.add(style.faint(style.fit(ENDS, columns)));
        }
        if (lines.size() > room) {
            lines = new ArrayList<>(lines.subList(0, room - 1));
            lines.add(style.faint(style.fit(style.cut() + " more below: the terminal is too low for it", columns)));
        }
        return String.join("\n", lines) + "\n";
    }

    /** All of it, to be left on the terminal at the end. */
    public static String last(
            Probe probe, @Nullable PathSnapshot path, TraceHistory history, long nowNanos, Style style, int columns) {
        return String.join("\n", whole(probe, path, history, nowNanos, style, columns, false)) + "\n";
    }

    /** The parts of {@code path} alone, in lines of at most {@code columns}. */
    public static List<String> table(PathSnapshot path, TraceHistory history, long nowNanos, Style style, int columns) {
        return TraceTable.lines(path, history, nowNanos, style, columns);
    }

    private static List<String> whole(
            Probe probe,
            @Nullable PathSnapshot path,
            TraceHistory history,
            long nowNanos,
            Style style,
            int columns,
            boolean goesOn) {
        List<String> lines = new ArrayList<>();
        lines.add(title(probe, path, nowNanos, style, columns));
        if (path == null || path.last() == null) {
            lines.add(style.fit(
                    "asking; each probe is given " + seconds(probe.timeout().toNanos()), columns));
            return lines;
        }
        lines.add(style.fit(counts(path, probe, history), columns));
        lines.addAll(state(path, style, columns));
        if (!path.terms().isEmpty()) {
            if (goesOn && !TraceHistory.isComparable(nowNanos)) {
                // Where later stands what moved, so that the table stays where it is.
                lines.add(style.faint(style.fit("the first minute is what later ones are compared with", columns)));
            }
            moved(path, history, nowNanos, columns)
                    .forEach(line -> lines.add(line.startsWith(MOVED) ? style.bad(line) : style.faint(line)));
            lines.add("");
            lines.addAll(TraceTable.lines(path, history, nowNanos, style, columns));
        }
        lines.addAll(asked(path, columns));
        HopTable.notes(path).forEach(note -> lines.add(style.fit(note, columns)));
        return lines;
    }

    private static String title(Probe probe, @Nullable PathSnapshot path, long nowNanos, Style style, int columns) {
        String elapsed = elapsed(nowNanos);
        ProbeReport last = path == null ? null : path.last();
        String state = last == null ? "" : last.result().outcome().code();
        String name = style.fit(
                Style.clean(probe.target().address()), Math.max(8, columns - elapsed.length() - state.length() - 4));
        int blanks = Math.max(2, columns - name.length() - state.length() - elapsed.length() - 2);
        boolean ok = last != null && last.result().outcome().isOk();
        return style.strong(name) + "  " + (ok ? style.good(state) : style.bad(state)) + " ".repeat(blanks)
                + style.faint(elapsed);
    }

    private static String counts(PathSnapshot path, Probe probe, TraceHistory history) {
        String latency = path.latency().isEmpty()
                ? ""
                : "  p50 " + Millis.of(path.latency().p50Nanos()) + "  p99 "
                        + Millis.of(path.latency().p99Nanos()) + "  worst "
                        + Millis.of(Math.max(path.latency().maxNanos(), history.worstNanos(TraceHistory.WHOLE)))
                        + " ms";
        return path.probes() + (path.probes() == 1 ? " probe" : " probes") + ", "
                + Millis.share(path.failures(), path.probes()) + " lost, one every "
                + seconds(probe.interval().toNanos()) + latency;
    }

    /** What was tried, where no probe was ever answered well, and what to try, where the latest was not. */
    public static List<String> cures(PathSnapshot path, int columns) {
        ProbeReport last = path.last();
        if (last == null || last.result().outcome().isOk()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        if (path.lastOk() == null) {
            lines.addAll(Wrapped.lines(Cures.tried(path.probe()), columns));
        }
        String cure = Cures.of(last.result().outcome(), path.probe().target());
        if (cure != null) {
            lines.addAll(Wrapped.lines("try: " + cure, columns));
        }
        return lines;
    }

    private static List<String> state(PathSnapshot path, Style style, int columns) {
        ProbeReport last = path.last();
        if (last == null || last.result().outcome().isOk()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        for (String line : Wrapped.lines(Parts.plain(last.result().outcome()), columns)) {
            lines.add(style.bad(line));
        }
        lines.addAll(cures(path, columns));
        HopTable.past(path).forEach(line -> lines.add(style.bad(style.fit(line, columns))));
        return lines;
    }

    /** Which parts moved against the first minute, in a line of at most {@code columns}; nothing while that is not over. */
    public static List<String> moved(PathSnapshot path, TraceHistory history, long nowNanos, int columns) {
        if (!TraceHistory.isComparable(nowNanos) || path.terms().isEmpty()) {
            return List.of();
        }
        Map<String, String> names = path.terms().stream()
                .collect(Collectors.toMap(
                        term -> TraceHistory.key(term.kind(), term.name()),
                        term -> Style.clean(term.display()),
                        (a, b) -> a));
        List<TraceHistory.Move> moved = history.moved(List.copyOf(names.keySet()), nowNanos);
        if (moved.isEmpty()) {
            return List.of("nothing moved against the first minute");
        }
        Function<TraceHistory.Move, String> words =
                move -> names.get(move.part()) + " " + signed(move.byNanos()) + " ms";
        String list = moved.stream().limit(MAX_MOVES).map(words).collect(Collectors.joining(", "));
        String more = moved.size() > MAX_MOVES ? " and " + (moved.size() - MAX_MOVES) + " more" : "";
        return Wrapped.lines(MOVED + list + more, columns);
    }

    /** What hops that were asked to answer themselves said, while the path is down. */
    private static List<String> asked(PathSnapshot path, int columns) {
        if (path.isUp()) {
            return List.of();
        }
        List<String> answers = new ArrayList<>();
        for (HopSnapshot hop : path.hops()) {
            answers.add(Style.clean(hop.name()) + " " + HopTable.answer(hop));
        }
        return answers.isEmpty()
                ? List.of()
                : Wrapped.lines("asked one by one: " + String.join(", ", answers), columns);
    }

    static String signed(long nanos) {
        return (nanos >= 0 ? "+" : "") + Millis.of(nanos);
    }

    /** A time as a clock shows it, {@code 1:05} or {@code 1:00:05}. */
    public static String elapsed(long nanos) {
        long seconds = nanos / 1_000_000_000L;
        return seconds < 3_600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }

    /** {@code 200 ms}, {@code 32 s} or {@code 10 min}. */
    static String seconds(long nanos) {
        if (nanos < 1_000_000_000L) {
            return nanos / 1_000_000L + " ms";
        }
        long seconds = Math.round(nanos / 1e9);
        return seconds < 120 ? seconds + " s" : Math.round(seconds / 60.0) + " min";
    }
}
