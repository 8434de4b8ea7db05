package dev.insight.runner.cli;

import dev.insight.InsightListener;
import dev.insight.diagnosis.Verdict;
import dev.insight.runner.view.IncidentLines;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.ZoneId;

/** Logs a line when an incident opens, when its cause is refined and when it closes. Stateless. */
final class IncidentLog implements InsightListener {
    private static final Logger LOG = System.getLogger("dev.insight.incidents");

    @Override
    public void onVerdict(Verdict verdict) {
        Level level = switch (verdict.state()) {
            case OPEN -> Level.WARNING;
            case CLOSE -> Level.INFO;
            case UPDATE -> Level.DEBUG;
        };
        if (LOG.isLoggable(level)) {
            LOG.log(level, verdict.id() + ": " + IncidentLines.line(verdict, ZoneId.systemDefault()));
        }
    }
}
