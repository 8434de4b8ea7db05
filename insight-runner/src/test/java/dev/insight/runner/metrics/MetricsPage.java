package dev.insight.runner.metrics;

import dev.insight.decomposition.Flaw;
import dev.insight.decomposition.StampResult;
import dev.insight.diagnosis.Cause;
import dev.insight.probe.Phase;
import io.grpc.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reference of the metrics, made of meters that are really registered. */
final class MetricsPage {
    private static final List<String> PATH = List.of("route", "service", "source", "target");

    private final StringBuilder page = new StringBuilder();
    private final Map<String, Described> meters;
    private final Scrape scrape;

    private MetricsPage(Map<String, Described> meters, Scrape scrape) {
        this.meters = meters;
        this.scrape = scrape;
    }

    /**
     * The page as it is to be committed.
     *
     * @param meters by Micrometer's name
     * @param scrape what is served of one path with as many hops as {@link EveryMeter#HOPS}, all of it well
     */
    static String make(Map<String, Described> meters, Scrape scrape, String command) {
        MetricsPage made = new MetricsPage(meters, scrape);
        made.line(
                "<!-- Made from the code; to change it, change the meters' descriptions where they are registered, or the texts in");
        made.line("insight-runner/src/test/resources/dev/insight/runner/metrics/reference, and run");
        made.line(command + " -->");
        made.line("# Metrics");
        made.line("");
        made.line(made.filled(MeterNotes.text("intro.md")).strip());
        MeterNotes.groups().forEach(made::overview);
        made.labels();
        MeterNotes.groups().forEach(made::details);
        return made.page.toString();
    }

    private void overview(MeterNotes.Group group) {
        line("");
        line("**[" + group.title() + "](#" + anchor(group.title()) + ")**");
        line("");
        line("| name | type | labels |");
        line("|---|---|---|");
        for (String name : group.meters().keySet()) {
            Described meter = meter(name);
            line("| [`" + meter.exposed() + "`](#" + meter.exposed() + ") | " + meter.type() + " | " + labels(meter)
                    + " |");
        }
    }

    private void labels() {
        line("");
        line("## Labels");
        line("");
        line("*A path's* are `source`, `target`, `route` and `service`.");
        line("");
        line("| label | means | values |");
        line("|---|---|---|");
        MeterNotes.labels()
                .forEach((name, says) -> line("| `" + name + "` | " + says.get("means") + " | "
                        + filled(says.getOrDefault("values", "")) + " |"));
    }

    private void details(MeterNotes.Group group) {
        line("");
        line("## " + group.title());
        line("");
        line(group.says());
        group.meters().forEach(this::details);
    }

    private void details(String name, Map<String, String> notes) {
        Described meter = meter(name);
        String unit = meter.unit().isEmpty() ? notes.getOrDefault("unit", "") : meter.unit();
        if (unit.isEmpty()) {
            throw new IllegalStateException(name + " has no unit: say what its value is, in meters.yaml under unit");
        }
        line("");
        line("### " + meter.exposed());
        line("");
        line(meter.help());
        line("");
        line("- " + meter.type() + ", " + unit + "; labels: " + labels(meter) + "; Micrometer's `" + name + "`");
        line("- absent " + notes.get("absent"));
        line("");
        line("```promql");
        line(String.valueOf(notes.get("example")));
        line("```");
    }

    private Described meter(String name) {
        Described meter = meters.get(name);
        if (meter == null) {
            throw new IllegalStateException(
                    name + " is in meters.yaml and no meter; remove it there, or let EveryMeter bring it about");
        }
        return meter;
    }

    private static String labels(Described meter) {
        boolean isOfPath = meter.labels().containsAll(PATH);
        Stream<String> own = meter.labels().stream()
                .filter(label -> !isOfPath || !PATH.contains(label))
                .map(label -> "`" + label + "`");
        String all = Stream.concat(isOfPath ? Stream.of("a path's") : Stream.of(), own)
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : all;
    }

    private String filled(String text) {
        return text.replace("{buckets}", String.join(", ", scrape.buckets()))
                .replace("{series}", String.valueOf(scrape.series("target=\"sg\"")))
                .replace("{hops}", String.valueOf(EveryMeter.HOPS.size()))
                .replace("{codes}", String.valueOf(Status.Code.values().length))
                .replace("{phases}", list(Arrays.stream(Phase.values()).map(Phase::label)))
                .replace("{stamps}", list(Arrays.stream(StampResult.values()).map(StampResult::label)))
                .replace("{causes}", list(Arrays.stream(Cause.values()).map(Cause::label)))
                .replace(
                        "{flaws}",
                        list(Arrays.stream(Flaw.values())
                                .filter(Flaw::disqualifies)
                                .map(flaw -> flaw.name().toLowerCase(Locale.ROOT))));
    }

    private static String list(Stream<String> words) {
        return words.map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }

    private static String anchor(String title) {
        return title.toLowerCase(Locale.ROOT).replace(' ', '-').replace("'", "");
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
