package dev.insight.examples.demo;

import dev.insight.diagnosis.Cause;
import dev.insight.runner.store.IncidentSnapshot;
import dev.insight.runner.store.PathSnapshot;
import dev.insight.runner.view.IncidentLines;
import dev.insight.runner.view.Matrix;
import dev.insight.runner.view.Style;
import dev.insight.runner.view.TraceHistory;
import dev.insight.runner.view.TraceScreen;
import dev.insight.runner.view.Wrapped;
import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The demo on a terminal: where the page is, what is seen and what it means, and what to try next. Pure. */
final class TourScreen {
    private static final String TITLE = "insight demo";
    private static final String USUAL_PATH = "eu>sg/forwarded/payments";
    private static final String FORWARDED = "forwarded";
    /** A longer one has the screen for itself. */
    private static final int SHORT_ANSWER = 4;

    private static final int MAX_INCIDENTS = 3;

    /**
     * What is so now.
     *
     * @param nowNanos in the demo's time
     * @param histories by a path's id
     * @param lightNanos what a call takes from eu to sg and back if nothing but the lab's ocean delays it
     */
    record Scene(
            URI page,
            long nowNanos,
            long startEpochMicros,
            List<PathSnapshot> paths,
            List<IncidentSnapshot> incidents,
            List<InjectedFault> faults,
            Map<String, TraceHistory> histories,
            long lightNanos) {}

    private final Scene scene;
    private final Style style;
    private final int columns;

    private TourScreen(Scene scene, Style style, int columns) {
        this.scene = scene;
        this.style = style;
        this.columns = columns;
    }

    /** So many {@code rows}, filled from the top; what does not fit in is left out, the most telling last, and that is said. */
    static List<String> render(Scene scene, List<String> answer, Style style, int columns, int rows) {
        TourScreen screen = new TourScreen(scene, style, columns);
        List<String> lines = new ArrayList<>(screen.head());
        lines.add("");
        if (answer.size() > SHORT_ANSWER) {
            return screen.answered(lines, answer, rows);
        }
        lines.addAll(screen.seen());
        boolean whole = true;
        List<String> foot = new ArrayList<>(answer.isEmpty() ? screen.toTry() : answer);
        foot.add(0, "");
        int room = rows - lines.size() - foot.size();
        for (List<String> block : List.of(screen.matrix(true), screen.path(), screen.matrix(false))) {
            if (!block.isEmpty() && block.size() + 1 <= room) {
                lines.add("");
                lines.addAll(block);
                room -= block.size() + 1;
            } else {
                whole &= block.isEmpty();
            }
        }
        lines.addAll(foot);
        if (!whole || lines.size() > rows) {
            lines.set(0, screen.title(TITLE + ": a higher terminal shows more"));
        }
        return lines.size() > rows ? lines.subList(0, rows) : lines;
    }

    /** An answer is whole, without what else there is if need be, or is seen not to be. */
    private List<String> answered(List<String> head, List<String> answer, int rows) {
        List<String> lines = head.size() + answer.size() <= rows ? head : new ArrayList<>();
        lines.addAll(answer);
        if (lines.size() <= rows) {
            return lines;
        }
        List<String> shown = new ArrayList<>(lines.subList(0, Math.max(0, rows - 1)));
        shown.add(cut("More follows: the terminal is too low for it."));
        return shown;
    }

    private List<String> head() {
        List<String> lines = new ArrayList<>();
        lines.add(title(TITLE));
        lines.add("The page: " + style.strong(scene.page().toString()));
        for (InjectedFault fault : scene.faults()) {
            switch (fault.state(scene.nowNanos())) {
                case TO_COME ->
                    lines.add(cut("to come in " + Findings.seconds(fault.beginNanos() - scene.nowNanos()) + ": "
                            + fault.fault()));
                case ON -> lines.add(cut("injected: " + fault.fault() + left(fault)));
                case OVER -> {}
            }
        }
        return lines;
    }

    private String title(String title) {
        String clock = TraceScreen.elapsed(scene.nowNanos());
        int gap = Math.max(1, columns - title.length() - clock.length());
        return cut(style.strong(title) + " ".repeat(gap) + style.faint(clock));
    }

    private String left(InjectedFault fault) {
        return fault.endNanos() == Long.MAX_VALUE
                ? ""
                : ", " + Findings.seconds(fault.endNanos() - scene.nowNanos()) + " left";
    }

    /** What is wrong, in words, and what that means. One process holds all probers, so they are told of as one. */
    private List<String> seen() {
        Findings findings = new Findings(scene.faults(), scene.startEpochMicros());
        List<IncidentSnapshot> open =
                scene.incidents().stream().filter(IncidentSnapshot::isOpen).toList();
        List<IncidentSnapshot> told = new ArrayList<>();
        for (IncidentSnapshot incident : open) {
            if (!isImpaired(incident) || told.stream().noneMatch(TourScreen::isImpaired)) {
                told.add(incident);
            }
        }
        List<String> lines = new ArrayList<>();
        for (IncidentSnapshot incident : told.subList(0, Math.min(MAX_INCIDENTS, told.size()))) {
            for (String line : wrapped(IncidentLines.line(incident.latest(), ZoneId.systemDefault()))) {
                lines.add(style.bad(line));
            }
            lines.addAll(wrapped(findings.meaning(incident)));
        }
        if (told.size() > MAX_INCIDENTS) {
            lines.add("and " + (told.size() - MAX_INCIDENTS) + " more, on the page");
        }
        return lines.isEmpty() ? wrapped(quiet()) : lines;
    }

    private static boolean isImpaired(IncidentSnapshot incident) {
        return incident.latest().cause() == Cause.PROBER_IMPAIRED;
    }

    private String quiet() {
        boolean fault =
                scene.faults().stream().anyMatch(each -> each.state(scene.nowNanos()) == InjectedFault.State.ON);
        return Quiet.words(scene.paths(), fault, scene.lightNanos());
    }

    private List<String> matrix(boolean forwarded) {
        List<PathSnapshot> chosen = scene.paths().stream()
                .filter(path -> path.probe().path().route().equals(FORWARDED) == forwarded)
                .toList();
        return chosen.isEmpty() ? List.of() : fitted(Matrix.render(chosen, style, columns));
    }

    /** The path that suffers most plainly, or else the usual one. */
    private List<String> path() {
        String id = scene.incidents().stream()
                .filter(IncidentSnapshot::isOpen)
                .flatMap(incident -> incident.latest().paths().stream())
                .filter(path -> path.route().equals(FORWARDED))
                .map(Object::toString)
                .findFirst()
                .orElse(USUAL_PATH);
        for (PathSnapshot path : scene.paths()) {
            TraceHistory history = scene.histories().get(id);
            if (path.id().equals(id) && history != null && !path.terms().isEmpty()) {
                List<String> lines = new ArrayList<>();
                lines.add(style.strong(id) + "  a hop's own time, a link's both ways, in ms");
                lines.addAll(TraceScreen.table(path, history, scene.nowNanos(), style, columns));
                return lines;
            }
        }
        return List.of();
    }

    private List<String> toTry() {
        int next = Tour.next(scene.faults());
        Tour.Step step = Tour.steps().get(next);
        List<String> lines = new ArrayList<>();
        lines.addAll(wrapped(String.format(
                Locale.ROOT, "Try %d of %d: %s", next + 1, Tour.steps().size(), step.fault())));
        lines.addAll(wrapped("  You will see: " + step.see() + "."));
        lines.add(cut("Type " + style.strong(String.valueOf(next + 1))
                + " and Enter to inject it, or any fault; help says what else."));
        return lines;
    }

    private List<String> wrapped(String text) {
        return Wrapped.lines(text, columns);
    }

    private List<String> fitted(String text) {
        return text.lines().map(this::cut).toList();
    }

    private String cut(String line) {
        return style.fit(line, columns);
    }
}
