package dev.insight.runner.view;

import static dev.insight.runner.view.FittedTable.text;

import dev.insight.ProbeReport;
import dev.insight.decomposition.Term;
import dev.insight.hop.HopStamp;
import dev.insight.probe.PhaseTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Probes of one target on one axis of time: the phases of a cold one after each other, then each probe's hops and links, a
 * bar where it begins and as long as it takes. A hop's is its own time, a link's both directions. Pure.
 */
public final class ProbeWaterfall {
    private static final int LEAST_BAR = 16;
    private static final int MOST_BAR = 60;
    private static final int NEVER = 0;
    private static final double LEAST_BETWEEN = 0.05;

    private final Style style;
    private final int columns;
    private final long whole;

    private ProbeWaterfall(List<ProbeReport> reports, Style style, int columns) {
        this.style = style;
        this.columns = columns;
        whole = reports.stream().mapToLong(ProbeWaterfall::length).max().orElse(0);
    }

    /** The {@code reports}, each with its headline, in lines of at most {@code columns}. */
    public static String render(List<ProbeReport> reports, Style style, int columns) {
        ProbeWaterfall waterfall = new ProbeWaterfall(reports, style, columns);
        // One table, or each would have columns of its own width, and bars that are not to be compared.
        FittedTable table = waterfall.table();
        List<Integer> rows = new ArrayList<>();
        for (ProbeReport report : reports) {
            rows.add(waterfall.rows(report, table));
        }
        List<String> all = Parts.head(table.lines(columns), style);
        List<String> lines = new ArrayList<>();
        int from = 1;
        for (int i = 0; i < reports.size(); i++) {
            ProbeReport report = reports.get(i);
            lines.add("");
            lines.addAll(waterfall.headline(report));
            if (rows.get(i) > 0) {
                lines.add(all.get(0));
                lines.addAll(all.subList(from, from + rows.get(i)));
            }
            from += rows.get(i);
            List<String> missing = report.decomposition().missing();
            if (!missing.isEmpty()) {
                lines.addAll(Wrapped.lines("did not stamp: " + String.join(", ", missing), columns));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static long length(ProbeReport report) {
        return Math.max(phasesNanos(report), Math.max(0, report.decomposition().latencyNanos()));
    }

    private static long phasesNanos(ProbeReport report) {
        return report.result().phases().stream().mapToLong(PhaseTime::nanos).sum();
    }

    /** What phases are shares of: not all of a cold probe is a phase. */
    private static long wholeOf(ProbeReport report) {
        long latency = report.result().latencyNanos();
        return report.result().outcome().isOk() && latency > 0 ? latency : phasesNanos(report);
    }

    private List<String> headline(ProbeReport report) {
        String whole = ProbeLine.of(report, Style.plain());
        if (FittedTable.width(whole) <= columns) {
            return List.of(ProbeLine.of(report, style));
        }
        UnaryOperator<String> paint = report.result().outcome().isOk() ? style::strong : style::bad;
        return Wrapped.lines(whole, columns).stream().map(paint).toList();
    }

    private FittedTable table() {
        return new FittedTable(style)
                .column("#", true, 3)
                .column("part", false, NEVER)
                .column("node", false, 5)
                .column("ms", true, NEVER)
                .column("queue", true, 2)
                .column("share", true, 4)
                .flexible(width -> Axis.line(whole, width), 1, LEAST_BAR, MOST_BAR)
                .column("", false, NEVER);
    }

    /** Adds what there is to show of {@code report}, and returns how many rows that were. */
    private int rows(ProbeReport report, FittedTable table) {
        List<PhaseTime> phases = report.result().phases();
        List<Term> terms = report.decomposition().terms();
        if (phases.isEmpty() && terms.isEmpty()) {
            return 0;
        }
        long at = 0;
        for (PhaseTime phase : phases) {
            String label = phase.phase().label();
            row(table, "", label, "", phase.nanos(), "", wholeOf(report), at, style::phase, "");
            at += phase.nanos();
        }
        // The hops of a cold probe are what its last phase, the call, is made of.
        long before = Math.max(0, at - Math.max(0, report.decomposition().latencyNanos()));
        int hop = 0;
        for (Term term : terms) {
            boolean self = term.kind() == Term.Kind.SELF;
            row(
                    table,
                    self ? String.valueOf(++hop) : "",
                    Parts.label(term.kind(), term.display()),
                    self ? node(report, term.name()) : "",
                    term.nanos(),
                    Millis.orNothing(term.queueNanos()),
                    report.decomposition().latencyNanos(),
                    before,
                    self ? style::hop : style::link,
                    Parts.flaws(term));
            before += term.nanos();
        }
        return phases.size() + terms.size() + between(table, report) + end(table, report);
    }

    /** What is part of no phase, where it is worth a look; when it was is not known. */
    private int between(FittedTable table, ProbeReport report) {
        long nanos = report.result().betweenPhasesNanos();
        if (nanos <= LEAST_BETWEEN * wholeOf(report)) {
            return 0;
        }
        row(table, "", "between phases", "", nanos, "", wholeOf(report), 0, null, "");
        return 1;
    }

    private static String node(ProbeReport report, String hop) {
        for (HopStamp stamp : report.result().path().stamps()) {
            if (stamp.name().equals(hop) && stamp.node() != null) {
                return Style.clean(stamp.node());
            }
        }
        return "";
    }

    /** Of a probe that failed, the phases that did not are no whole. */
    private int end(FittedTable table, ProbeReport report) {
        long latency = report.result().latencyNanos();
        if (!report.result().outcome().isOk() || latency <= 0) {
            return 0;
        }
        row(table, "", "= end to end", "", latency, "", 0, 0, null, "");
        return 1;
    }

    private void row(
            FittedTable table,
            String number,
            String label,
            String node,
            long nanos,
            String queue,
            long of,
            long at,
            @Nullable UnaryOperator<String> paint,
            String flaws) {
        table.row(List.of(
                text(number),
                text(label),
                text(node),
                text(Millis.of(nanos)),
                text(queue),
                text(Millis.share(nanos, of)),
                width -> paint == null ? "" : paint.apply(Parts.bar(at, nanos, whole, width, style)),
                text(flaws)));
    }
}
