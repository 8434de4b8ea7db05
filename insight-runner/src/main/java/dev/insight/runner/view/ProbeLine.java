package dev.insight.runner.view;

import dev.insight.ProbeReport;
import dev.insight.probe.ProbeResult;
import java.util.Locale;

/** How one probe ended. Pure. */
public final class ProbeLine {
    private ProbeLine() {}

    /** One probe on one line, without a line's end. */
    public static String of(ProbeReport report, Style style) {
        ProbeResult result = report.result();
        String kind = result.slot().kind().name().toLowerCase(Locale.ROOT);
        String peer = result.peer() == null ? "" : "  at " + Style.clean(result.peer());
        String latency = result.latencyNanos() < 0 ? "" : "  " + Millis.of(result.latencyNanos()) + " ms";
        String tainted =
                result.tainted() ? style.bad("  tainted: this process stood still or was starting meanwhile") : "";
        return style.strong(kind) + "  " + Parts.outcome(result.outcome(), style) + latency + peer + tainted;
    }
}
