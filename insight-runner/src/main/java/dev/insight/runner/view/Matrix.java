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
        Map<String, List<PathSnapshot>> groups = new TreeMap<>();
        for (PathSnapshot path : paths) {
            PathId id = path.probe().path();
            groups.computeIfAbsent(id.route() + " / " + id.service(), group -> new ArrayList<>())
                    .add(path);
        }
        List<String> tables = new ArrayList<>();
        groups.forEach((name, group) -> tables.add(table(name, group, style)));
        return String.join("\n", tables);
    }

    private static String table(String name, List<PathSnapshot> group, Style style) {
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
            targets.forEach(target -> row.add(cell(find(group, source, target))));
            table.row(row.toArray(String[]::new));
        }
        return style.strong(name) + "  p50 / p99 ms\n" + String.join("\n", table.lines()) + "\n";
    }

    private static String cell(@Nullable PathSnapshot path) {
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
        return Millis.of(path.latency().p50Nanos()) + " / "
                + Millis.of(path.latency().p99Nanos()) + loss;
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
