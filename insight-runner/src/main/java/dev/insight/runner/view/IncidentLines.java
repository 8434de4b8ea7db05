package dev.insight.runner.view;

import dev.insight.diagnosis.Cause;
import dev.insight.diagnosis.Vantage;
import dev.insight.diagnosis.Verdict;
import dev.insight.runner.store.IncidentSnapshot;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Incidents in plain words, a line each. Pure, but for the zone of whoever reads. */
public final class IncidentLines {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private IncidentLines() {}

    /** The incidents that are open, with who is cleared; empty when none is. */
    public static String render(List<IncidentSnapshot> incidents, ZoneId zone, Style style) {
        List<String> lines = new ArrayList<>();
        for (IncidentSnapshot incident : incidents) {
            if (incident.isOpen()) {
                lines.add(style.bad(line(incident.latest(), zone)));
                String cleared = cleared(incident.latest());
                if (!cleared.isEmpty()) {
                    lines.add(style.faint("  " + cleared));
                }
            }
        }
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /**
     * What {@code verdict} says, such as {@code mediary-sg overloaded since 14:03:20 (+41.0 ms in the middle of 12 calls, 39.8
     * ms queued), 97 % sure}.
     */
    public static String line(Verdict verdict, ZoneId zone) {
        String instance = verdict.evidence().instance();
        StringBuilder line = new StringBuilder(verdict.component())
                .append(' ')
                .append(words(verdict.cause()))
                .append(instance == null ? "" : " at " + instance)
                .append(verdict.state() == Verdict.State.CLOSE ? ": over since " : " since ")
                .append(time(
                        verdict.state() == Verdict.State.CLOSE ? verdict.epochMicros() : verdict.sinceEpochMicros(),
                        zone))
                .append(" (")
                .append(why(verdict))
                .append(')');
        if (verdict.state() != Verdict.State.CLOSE) {
            line.append(String.format(Locale.ROOT, ", %.0f %% sure", 100 * verdict.confidence()));
            Vantage vantage = verdict.evidence().vantage();
            if (vantage != null) {
                line.append(", ").append(vantage);
            }
        }
        return Style.clean(line.toString());
    }

    private static String words(Cause cause) {
        return switch (cause) {
            case HOP_OVERLOADED -> "overloaded";
            case HOP_SLOW, SERVICE_SLOW -> "slow";
            case HOP_FAILING, SERVICE_FAILING -> "failing";
            case HOP_DOWN, LINK_DOWN -> "down";
            case LINK_DEGRADED -> "degraded";
            case DNS_FAILING -> "cannot resolve names";
            case TLS_FAILING -> "fails TLS handshakes";
            case PROBER_IMPAIRED -> "stands still at times";
            case UNKNOWN -> "or what is behind it at fault";
        };
    }

    /** The first part of the evidence: the numbers. */
    private static String why(Verdict verdict) {
        String sentence = verdict.evidence().sentence();
        String prefix = verdict.component() + ": ";
        int from = sentence.startsWith(prefix) ? prefix.length() : 0;
        int to = sentence.indexOf("; ", from);
        return sentence.substring(from, to < 0 ? sentence.length() : to);
    }

    private static String cleared(Verdict verdict) {
        String sentence = verdict.evidence().sentence();
        int from = sentence.indexOf("; cleared: ");
        return from < 0 ? "" : Style.clean(sentence.substring(from + 2));
    }

    private static String time(long epochMicros, ZoneId zone) {
        return TIME.format(Instant.EPOCH.plus(epochMicros, ChronoUnit.MICROS).atZone(zone));
    }
}
