package dev.insight.runner.view;

import dev.insight.probe.PathId;
import dev.insight.runner.global.CellSnapshot;
import dev.insight.runner.global.CellValues;
import dev.insight.runner.global.GlobalIncident;
import dev.insight.runner.global.GlobalSnapshot;
import dev.insight.runner.global.SourceSnapshot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The global view in plain text: what is known of each source, then one table for each route and service. Pure. */
public final class GlobalText {
    /** Less is 0.0 %. */
    private static final double LEAST_LOSS = 0.0005;

    private GlobalText() {}

    /** The whole of {@code view}; what is a gap says so. */
    public static String render(GlobalSnapshot view) {
        StringBuilder text = new StringBuilder();
        text.append(view.unknown() == null ? "" : "UNKNOWN: " + view.unknown() + "\n")
                .append(
                        view.readEpochMicros() < 0
                                ? "never read\n"
                                : "read " + view.ageNanos() / 1_000_000 + " ms ago\n");
        view.warnings()
                .forEach(warning -> text.append("warning: ").append(warning).append('\n'));
        view.sources().forEach(source -> text.append(line(source)).append('\n'));
        List<GlobalIncident> incidents = view.incidents();
        if (incidents == null) {
            text.append("incidents: unknown\n");
        } else {
            incidents.forEach(incident -> text.append(line(incident)).append('\n'));
        }
        tables(view.cells()).forEach((name, cells) -> text.append('\n').append(table(name, cells)));
        return text.toString();
    }

    private static String line(SourceSnapshot source) {
        String newest = Double.isNaN(source.newestSeconds())
                ? "nothing was heard of it within a day"
                : "newest sample of "
                        + Instant.ofEpochMilli(Math.round(source.newestSeconds() * 1e3))
                                .truncatedTo(ChronoUnit.SECONDS);
        return switch (source.state()) {
            case OK -> source.source() + ": ok";
            case SILENT -> source.source() + ": SILENT, " + newest;
            case UNKNOWN -> source.source() + ": unknown";
        };
    }

    private static String line(GlobalIncident incident) {
        return "incident: " + incident.component() + " " + incident.cause().replace('_', ' ')
                + String.format(Locale.ROOT, ", %.0f %% sure", 100 * incident.confidence())
                + (incident.sources().isEmpty() ? "" : ", as seen from " + String.join(", ", incident.sources()));
    }

    private static Map<String, Map<PathId, CellSnapshot>> tables(List<CellSnapshot> cells) {
        Map<String, Map<PathId, CellSnapshot>> tables = new TreeMap<>();
        for (CellSnapshot cell : cells) {
            tables.computeIfAbsent(cell.path().route() + " / " + cell.path().service(), name -> new LinkedHashMap<>())
                    .put(cell.path(), cell);
        }
        return tables;
    }

    private static String table(String name, Map<PathId, CellSnapshot> cells) {
        TreeSet<String> sources = new TreeSet<>();
        TreeSet<String> targets = new TreeSet<>();
        for (PathId path : cells.keySet()) {
            sources.add(path.source());
            targets.add(path.target());
        }
        PathId any = cells.keySet().iterator().next();
        List<String> headers = new ArrayList<>(List.of("from \\ to"));
        targets.forEach(target -> headers.add(">" + target));
        TextTable table = new TextTable(headers.toArray(String[]::new));
        for (String source : sources) {
            List<String> row = new ArrayList<>(List.of(source));
            for (String target : targets) {
                CellSnapshot cell = cells.get(new PathId(source, target, any.route(), any.service()));
                row.add(cell == null ? "-" : cell.values() == null ? "GAP" : text(cell.values()));
            }
            table.row(row.toArray(String[]::new));
        }
        return name + "  p50 / p99 ms of five minutes\n" + String.join("\n", table.lines()) + "\n";
    }

    private static String text(CellValues values) {
        String loss = values.loss() >= LEAST_LOSS ? " (" + Millis.percent(100 * values.loss()) + " lost)" : "";
        if (!values.up()) {
            return "DOWN" + loss;
        }
        return Double.isNaN(values.p50Millis())
                ? "up" + loss
                : millis(values.p50Millis()) + " / " + millis(values.p99Millis()) + loss;
    }

    private static String millis(double value) {
        return Double.isNaN(value) ? "?" : Millis.of(Math.round(value * 1e6));
    }
}
