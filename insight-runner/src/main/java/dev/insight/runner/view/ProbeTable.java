package dev.insight.runner.view;

import dev.insight.ProbeReport;
import dev.insight.decomposition.Decomposition;
import dev.insight.decomposition.Term;
import dev.insight.hop.HopStamp;
import dev.insight.probe.PhaseTime;
import dev.insight.probe.ProbeResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where one probe's time went: a cold one's by its phases, any other's as a waterfall of hops and links from the
 * caller outward. Times are milliseconds; a hop's row is its own time, a link's row both directions. Pure.
 */
public final class ProbeTable {
    private ProbeTable() {}

    /** One probe, in plain text. */
    public static String render(ProbeReport report) {
        return render(report, Style.plain());
    }

    /** One probe. */
    public static String render(ProbeReport report, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(report, style));
        lines.addAll(phases(report.result()));
        lines.addAll(terms(report, style));
        return String.join("\n", lines) + "\n";
    }

    /** One probe on one line, without a line's end. */
    public static String headline(ProbeReport report, Style style) {
        ProbeResult result = report.result();
        String kind = result.slot().kind().name().toLowerCase(Locale.ROOT);
        String peer = result.peer() == null ? "" : "  at " + Style.clean(result.peer());
        String latency = result.latencyNanos() < 0 ? "" : "  " + Millis.of(result.latencyNanos()) + " ms";
        String tainted =
                result.tainted() ? style.bad("  tainted: this process stood still or was starting meanwhile") : "";
        return style.strong(kind) + "  " + Parts.outcome(result.outcome(), style) + latency + peer + tainted;
    }

    private static List<String> terms(ProbeReport report, Style style) {
        Decomposition split = report.decomposition();
        if (split.terms().isEmpty()) {
            return List.of();
        }
        TextTable table = new TextTable(">#", "part", "node", ">ms", ">queue", ">share", "", "");
        long before = 0;
        int hop = 0;
        for (Term term : split.terms()) {
            boolean self = term.kind() == Term.Kind.SELF;
            table.row(
                    self ? String.valueOf(++hop) : "",
                    Parts.label(term.kind(), term.display()),
                    self ? node(report, term.name()) : "",
                    Millis.of(term.nanos()),
                    Millis.orNothing(term.queueNanos()),
                    Millis.share(term.nanos(), split.latencyNanos()),
                    Parts.bar(before, term.nanos(), split.latencyNanos()),
                    Parts.flaws(term));
            before += term.nanos();
        }
        table.row("", "= end to end", "", Millis.of(split.latencyNanos()), "", "", "", "");
        List<String> lines = new ArrayList<>(Parts.head(table, style));
        if (!split.missing().isEmpty()) {
            lines.add("did not stamp: " + String.join(", ", split.missing()));
        }
        return lines;
    }

    private static List<String> phases(ProbeResult result) {
        if (result.phases().isEmpty()) {
            return List.of();
        }
        long whole = result.phases().stream().mapToLong(PhaseTime::nanos).sum();
        TextTable table = new TextTable("phase", ">ms", ">share", "");
        long before = 0;
        for (PhaseTime phase : result.phases()) {
            table.row(
                    phase.phase().label(),
                    Millis.of(phase.nanos()),
                    Millis.share(phase.nanos(), whole),
                    Parts.bar(before, phase.nanos(), whole));
            before += phase.nanos();
        }
        return table.lines();
    }

    static String node(ProbeReport report, String hop) {
        for (HopStamp stamp : report.result().path().stamps()) {
            if (stamp.name().equals(hop) && stamp.node() != null) {
                return Style.clean(stamp.node());
            }
        }
        return "";
    }
}
