package dev.insight.runner.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.insight.grpc.GrpcInsight;
import dev.insight.probe.Probe;
import dev.insight.probe.Route;
import dev.insight.probe.Target;
import dev.insight.probe.TargetSource;
import dev.insight.runner.CommittedPage;
import dev.insight.runner.Runner;
import dev.insight.runner.TestWorld;
import dev.insight.runner.export.OtlpExport;
import dev.insight.runner.global.GlobalConfig;
import dev.insight.runner.global.GlobalWatch;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/metrics.md} is what the code gives, and has every meter. */
@Timeout(60)
class MetricsReferenceTest {
    private static final CommittedPage PAGE = new CommittedPage("metrics.md", MetricsReferenceTest.class);
    private static final Pattern SERIES = Pattern.compile("\\b(?:insight|cross_region)_\\w+");
    private static final Pattern GROUPING = Pattern.compile("(?:by|on) \\(([^)]*)\\)|(\\w+)!?=\"");

    private final PrometheusMetrics metrics = PrometheusMetrics.create();
    private Map<String, Described> meters;

    @BeforeEach
    void register_all() throws Exception {
        EveryMeter.ofRunner(metrics);
        EveryMeter.ofHop(metrics.registry());
        meters = Described.all(metrics.registry());
    }

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void page_is_what_the_code_gives() throws Exception {
        try (PrometheusMetrics ofOnePath = PrometheusMetrics.create()) {
            EveryMeter.ofOnePath(ofOnePath);
            PAGE.isCommittedAs(MetricsPage.make(meters, Scrape.of(ofOnePath), PAGE.command()));
        }
    }

    @Test
    void page_has_each_meter_and_no_other() {
        assertThat(MeterNotes.all().keySet())
                .as("meters.yaml, which says when a meter is absent, and what is registered")
                .containsExactlyInAnyOrderElementsOf(meters.keySet());
        assertThat(Scrape.of(metrics).families())
                .containsExactlyInAnyOrderElementsOf(
                        meters.values().stream().map(Described::exposed).toList());
    }

    @Test
    void every_meter_says_what_it_is() {
        assertThat(meters.values()).allSatisfy(meter -> {
            assertThat(meter.help()).as(meter.name()).matches("\\S.{8,}\\.");
            assertThat(MeterNotes.all().get(meter.name())).as(meter.name()).containsKeys("absent", "example");
        });
    }

    @Test
    void every_label_is_explained() {
        Set<String> labels = meters.values().stream()
                .flatMap(meter -> meter.labels().stream())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(MeterNotes.labels().keySet()).containsExactlyInAnyOrderElementsOf(labels);
    }

    @Test
    void every_example_asks_for_its_own_series_by_labels_that_they_have() {
        MeterNotes.all().forEach((name, notes) -> {
            String example = notes.get("example");
            List<Described> asked = SERIES.matcher(example)
                    .results()
                    .map(match -> exposed(match.group()))
                    .toList();
            assertThat(asked).as(example).extracting(Described::name).contains(name);
            Set<String> known = new TreeSet<>(Set.of("le"));
            asked.forEach(meter -> known.addAll(meter.labels()));
            assertThat(known).as(example).containsAll(labels(example));
        });
    }

    /** A meter that nobody has thought of here would be missed by everything else in this class. */
    @Test
    void every_name_that_the_code_has_for_a_meter_is_registered() throws Exception {
        Set<String> names = new TreeSet<>();
        for (Field field : Class.forName("dev.insight.micrometer.MeterNames").getDeclaredFields()) {
            if (field.getType() == String.class && Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                names.add((String) field.get(null));
            }
        }
        names.remove("other"); // a label's value
        names.addAll(literals(Path.of("src", "main", "java")));

        assertThat(names).contains("insight.probes", "insight.record.lost");
        assertThat(meters.keySet()).containsAll(names);
    }

    @Test
    void what_a_live_runner_serves_is_on_the_page_and_what_the_page_says_of_it_is_served(@TempDir Path directory)
            throws Exception {
        Set<String> documented =
                meters.values().stream().map(Described::exposed).collect(Collectors.toSet());
        List<String> own = MeterNotes.groups().stream()
                .filter(group ->
                        Set.of("The prober itself", "What a setting brings").contains(group.title()))
                .flatMap(group -> group.meters().keySet().stream())
                .map(name -> meters.get(name).exposed())
                .toList();
        assertThat(own).hasSizeGreaterThan(10);
        try (TestWorld world = TestWorld.start();
                GlobalWatch global = GlobalWatch.start(unreachable());
                OtlpExport export = OtlpExport.start(EveryMeter.nowhere());
                Runner runner = Runner.builder()
                        .targets(TargetSource.of(probe(world.address())))
                        .transport(GrpcInsight.transport())
                        .record(directory.resolve("recording"))
                        .incidents(directory.resolve("incidents"))
                        .global(global)
                        .export(export)
                        .reload(() -> {})
                        .build()
                        .start()) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(scrape(runner).families())
                            .containsAll(own)
                            .contains("insight_probe_duration_seconds", "insight_hop_self_seconds"));
            assertThat(documented).containsAll(scrape(runner).families());
        }
    }

    private static Probe probe(String address) {
        return Probe.builder(
                        "eu",
                        Target.builder("sg", "payments", address).build(),
                        Route.of("forwarded", "gateway-eu", "payments"))
                .interval(Duration.ofMillis(50))
                .build();
    }

    private static GlobalConfig unreachable() {
        return new GlobalConfig(
                URI.create("http://127.0.0.1:1"),
                null,
                null,
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                List.of(),
                "replica");
    }

    private static Scrape scrape(Runner runner) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(runner.uri().resolve("/metrics")).build();
        return new Scrape(HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body());
    }

    /** What looks like a meter's name in sources that know of meters. */
    private static List<String> literals(Path sources) throws Exception {
        Pattern literal = Pattern.compile("\"((?:insight|cross)\\.[a-z.]+)\"");
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                if (source.contains("import io.micrometer.")) {
                    literal.matcher(source).results().forEach(match -> found.add(match.group(1)));
                }
            }
        }
        return found;
    }

    private Described exposed(String series) {
        String family = series.replaceFirst("_(?:bucket|sum|count)$", "");
        return meters.values().stream()
                .filter(meter -> meter.exposed().equals(family))
                .findFirst()
                .orElseThrow(() -> new AssertionError(series + " is no series of any meter"));
    }

    private static List<String> labels(String example) {
        List<String> labels = new ArrayList<>();
        Matcher matcher = GROUPING.matcher(example);
        while (matcher.find()) {
            String all = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            labels.addAll(List.of(all.split(", *")));
        }
        return labels;
    }
}
