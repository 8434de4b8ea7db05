package dev.insight.examples.demo;

import dev.insight.decomposition.Term;
import dev.insight.runner.cli.Terminal;
import dev.insight.runner.store.PathSnapshot;
import dev.insight.runner.store.TermSnapshot;
import dev.insight.runner.view.HopTable;
import dev.insight.runner.view.IncidentLines;
import dev.insight.runner.view.Matrix;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the demo shows: what is wrong, every pair of regions, one path hop by hop, and at the end what was injected beside what was found. */
final class DemoScreen {
    private static final String SHOWN = "eu>sg/forwarded/payments";

    private final Demo demo;
    private final Terminal terminal;

    DemoScreen(Demo demo, Terminal terminal) {
        this.demo = demo;
        this.terminal = terminal;
    }

    /** The next picture, below the one before. */
    String next() {
        return "\n" + picture(demo.paths());
    }

    /** The last picture, with what was injected beside what was found. */
    String last() {
        String summary = demo.summary();
        return next() + wan(demo.paths()) + (summary.isEmpty() ? "" : "\n" + summary);
    }

    private String picture(List<PathSnapshot> paths) {
        List<String> parts = new ArrayList<>();
        parts.add(headline());
        String open = IncidentLines.render(demo.incidents(), ZoneId.systemDefault(), terminal.style());
        parts.add(open.isEmpty() ? "No incident is open.\n" : open);
        int columns = terminal.live() ? terminal.window().ask().get().columns() : Integer.MAX_VALUE;
        parts.add(Matrix.render(paths, terminal.style(), columns));
        for (PathSnapshot path : paths) {
            if (path.id().equals(SHOWN)) {
                parts.add(HopTable.render(path, terminal.style()));
            }
        }
        return String.join("\n", parts);
    }

    private String headline() {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT, "%d s   metrics at %s%n", demo.elapsedNanos() / 1_000_000_000L, demo.metrics()));
        for (InjectedFault injected : demo.faults().all()) {
            line.append("fault: ").append(injected.fault()).append('\n');
        }
        return line.toString();
    }

    /** Each link with a delay of the lab's, from all paths over it. */
    private String wan(List<PathSnapshot> paths) {
        Map<String, String> rows = new TreeMap<>();
        for (PathSnapshot path : paths) {
            for (TermSnapshot term : path.terms()) {
                double injected = demo.lab().injected(term.kind(), term.name()).toNanos() / 1e6;
                if (term.kind() == Term.Kind.LINK
                        && injected > 0
                        && !term.duration().isEmpty()) {
                    rows.put(
                            term.name(),
                            String.format(
                                    Locale.ROOT,
                                    "%-24s injected %8.3f ms   measured %8.3f ms at the median",
                                    term.name(),
                                    injected,
                                    term.duration().p50Nanos() / 1e6));
                }
            }
        }
        return "\n" + String.join("\n", rows.values()) + "\n";
    }
}
