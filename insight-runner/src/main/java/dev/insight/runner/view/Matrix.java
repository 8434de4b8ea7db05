package dev.insight.runner.view;

import dev.insight.probe.PathId;
import dev.insight.runner.store.PathSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Every pair of regions at a glance: one table for each route and service, sources down, targets across. Pure. */
public final class Matrix {
    private Matrix() {}

    /** The paths in plain text. */
    public static String render(List<PathSnapshot> paths) {
        return render(paths, Style.plain());
    }

    /** The paths: median and 99th percentile in milliseconds, loss where there is some, or why a path is down. */
    public static String render(List<PathSnapshot> paths, Style style) {
        return render(paths, style, Integer.MAX_VALUE);
    }

    /** The same on a terminal of {@code columns}: a table that is wider does without the 99th percentile. */
    public static String render(List<PathSnapshot> paths, Style style, int columns) {
        Map<String, List<PathSnapshot>> groups = new TreeMap<>();
        for (PathSnapshot path : paths) {
            PathId id = path.probe().path();
            groups.computeIfAbsent(id.route() + " / " + id.service(), group -> new ArrayList<>())
                    .add(path);
        }
        List<String> tables = new ArrayList<>();
        groups.forEach((name, group) -> {
            List<String> whole = table(group, true);
            boolean fits = whole.get(0).length() <= columns;
            tables.add(style.strong(name) + (fits ? "  p50 / p99 ms\n" : "  p50 ms\n")
                    + String.join("\n", fits ? whole : table(group, false)) + "\n");
        });
        return String.join("\n", tables);
    }

    private static List<String> table(List<PathSnapshot> group, boolean p99) {
        TreeSet<String> sources = new TreeSet<>();
        TreeSet<String> targets = new TreeSet<>();
        for (PathSnapshot path : group) {
            sources.add(path.probe().path().source());
            targets.add(path.probe().path().target());
        }
        List<String> headers = new ArrayList<>(List.of("from \\ to"));
        targets.forEach(target -> headers.add(">" + target));
        TextTable table = new TextTable(headers.toArray(String[]::new));
        for (String source : sources) {
            List<String> row = new ArrayList<>(List.of(source));
            targets.forEach(target -> row.add(cell(find(group, source, target), p99)));
            table.row(row.toArray(String[]::new));
        }
        return table.lines();
    }

    private static String cell(@Nullable PathSnapshot path, boolean p99) {
        if (path == null) {
            return "-";
        }
        if (path.last() == null) {
            return "…";
        }
        if (!path.isUp()) {
            return "DOWN " + path.last().result().outcome().code();
        }
        String loss = path.failures() == 0 ? "" : " (" + Millis.share(path.failures(), path.probes()) + " lost)";
        if (path.latency().isEmpty()) {
            return "up …" + loss;
        }
        return Millis.of(path.latency().p50Nanos())
                + (p99 ? " / " + Millis.of(path.latency().p99Nanos()) : "")
                + loss;
    }

    private static @Nullable PathSnapshot find(List<PathSnapshot> group, String source, String target) {
        for (PathSnapshot path : group) {
            PathId id = path.probe().path();
            if (id.source().equals(source) && id.target().equals(target)) {
                return path;
            }
        }
        return null;
    }
}
