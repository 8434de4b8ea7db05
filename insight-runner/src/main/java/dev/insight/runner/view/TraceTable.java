package dev.insight.runner.view;

import dev.insight.decomposition.Term;
import dev.insight.runner.store.PathSnapshot;
import dev.insight.runner.store.Quantiles;
import dev.insight.runner.store.TermSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The parts of a path with their history, as wide as a terminal is. Pure. */
final class TraceTable {
    private static final int LEAST_HISTORY = 8;
    private static final int MOST_HISTORY = 40;
    private static final int LEAST_BAR = 12;
    private static final int MOST_BAR = 24;

    private final PathSnapshot path;
    private final TraceHistory history;
    private final long nowNanos;
    private final Style style;

    private TraceTable(PathSnapshot path, TraceHistory history, long nowNanos, Style style) {
        this.path = path;
        this.history = history;
        this.nowNanos = nowNanos;
        this.style = style;
    }

    static List<String> lines(PathSnapshot path, TraceHistory history, long nowNanos, Style style, int columns) {
        return new TraceTable(path, history, nowNanos, style).lines(columns);
    }

    private List<String> lines(int columns) {
        FittedTable table = new FittedTable(style)
                .column("#", true, 4)
                .column("part", false, 0)
                .column("loss", true, 3)
                .column("last", true, 7)
                .column("p50", true, 0)
                .column("p99", true, 1)
                .column("worst", true, 8)
                .column("queue", true, 5)
                .column("change", true, 2)
                .column("share", true, 9)
                .flexible(this::span, 6, LEAST_HISTORY, MOST_HISTORY)
                .flexible(width -> "p50 by part", 10, LEAST_BAR, MOST_BAR);
        long before = 0;
        int hop = 0;
        for (TermSnapshot term : path.terms()) {
            boolean self = term.kind() == Term.Kind.SELF;
            String key = TraceHistory.key(term.kind(), term.name());
            Quantiles times = term.duration();
            long from = before;
            boolean known = !times.isEmpty();
            row(
                    table,
                    self ? String.valueOf(++hop) : "",
                    Parts.label(term.kind(), term.display()),
                    self ? HopTable.loss(HopTable.hop(path, term.name())) : "",
                    times,
                    key,
                    term.queue().isEmpty() ? "" : Millis.of(term.queue().p50Nanos()),
                    known ? width -> bar(term, from, width) : FittedTable.text(""));
            before += known ? times.p50Nanos() : 0;
        }
        row(
                table,
                "",
                "= end to end",
                Millis.share(path.failures(), path.probes()),
                path.latency(),
                TraceHistory.WHOLE,
                "",
                FittedTable.text(""));
        return painted(table.lines(columns));
    }

    private List<String> painted(List<String> lines) {
        List<String> painted = new ArrayList<>();
        painted.add(style.faint(lines.get(0)));
        for (int i = 1; i < lines.size(); i++) {
            boolean term = i <= path.terms().size();
            String key = term
                    ? TraceHistory.key(
                            path.terms().get(i - 1).kind(),
                            path.terms().get(i - 1).name())
                    : TraceHistory.WHOLE;
            painted.add(isMoved(key) ? style.bad(lines.get(i)) : lines.get(i));
        }
        return painted;
    }

    private boolean isMoved(String key) {
        TraceHistory.Move move = history.move(key, nowNanos);
        return move != null && move.real();
    }

    private void row(
            FittedTable table,
            String number,
            String label,
            String loss,
            Quantiles times,
            String key,
            String queue,
            IntFunction<String> bar) {
        boolean known = !times.isEmpty();
        TraceHistory.Move move = history.move(key, nowNanos);
        String change = move != null && move.real() ? TraceScreen.signed(move.byNanos()) : "";
        table.row(List.of(
                FittedTable.text(number),
                FittedTable.text(label),
                FittedTable.text(loss),
                FittedTable.text(known ? Millis.of(times.lastNanos()) : ""),
                FittedTable.text(known ? Millis.of(times.p50Nanos()) : ""),
                FittedTable.text(known ? Millis.of(times.p99Nanos()) : ""),
                FittedTable.text(known ? Millis.of(Math.max(times.maxNanos(), history.worstNanos(key))) : ""),
                FittedTable.text(queue),
                FittedTable.text(change),
                FittedTable.text(
                        known ? Millis.share(times.p50Nanos(), path.latency().p50Nanos()) : ""),
                width -> Sparkline.of(history.cells(key, width, spanNanos(width), nowNanos), style),
                bar));
    }

    private String bar(TermSnapshot term, long before, int width) {
        String bar =
                Parts.bar(before, term.duration().p50Nanos(), path.latency().p50Nanos(), width, style);
        return term.kind() == Term.Kind.SELF ? style.hop(bar) : style.link(bar);
    }

    private String span(int width) {
        return "last " + TraceScreen.seconds(spanNanos(width));
    }

    private long spanNanos(int width) {
        return history.spanNanos(Math.max(1, width), path.probe().interval().toNanos(), nowNanos);
    }
}
