package dev.insight.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.insight.runner.cli.Cli;
import dev.insight.runner.cli.Terminal;
import dev.insight.runner.view.Style;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** The demo as a user runs it. */
@Timeout(120)
class DemoTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void the_report_has_each_injected_delay_beside_what_was_measured() throws IOException {
        assertThat(run("--for", "6s", "--json", "--port", "0")).isZero();
        Map<?, ?> report = (Map<?, ?>) read(out.toString());
        List<?> paths = (List<?>) report.get("paths");
        assertThat(paths).hasSize(12);
        // Other work on the machine makes everything later; what that costs has its bound here, the exact one is below.
        check(paths, 8, 0.05, 15);
    }

    /** What the demo promises on a machine that does nothing else. */
    @Test
    @Tag("soak")
    void every_injected_delay_is_recovered_within_a_millisecond_or_two_percent() throws IOException {
        assertThat(run("--for", "30s", "--json", "--port", "0")).isZero();
        Map<?, ?> report = (Map<?, ?>) read(out.toString());
        check((List<?>) report.get("paths"), 1, 0.02, 2);
    }

    private static void check(List<?> paths, double slackMillis, double slackShare, double otherMillis) {
        long invalid = 0;
        long probes = 0;
        for (Object each : paths) {
            Map<?, ?> path = (Map<?, ?>) each;
            String id = path.get("source") + ">" + path.get("target") + "/" + path.get("route");
            probes += ((Number) path.get("probes")).longValue();
            assertThat(path.get("failures")).as(id).isEqualTo(0L);
            assertThat(((Map<?, ?>) path.get("stamps")).get("missing")).as(id).isEqualTo(0L);
            List<?> terms = (List<?>) path.get("terms");
            assertThat(terms).as(id).hasSize(path.get("route").equals("direct") ? 2 : 10);
            for (Object one : terms) {
                Map<?, ?> term = (Map<?, ?>) one;
                invalid += ((Number) term.get("invalid")).longValue();
                double injected = ((Number) term.get("injected_ms")).doubleValue();
                double found = ((Number) term.get("p50_ms")).doubleValue();
                if (injected > 0) {
                    assertThat(found)
                            .as(id + " " + term)
                            .isBetween(injected, injected + Math.max(slackMillis, slackShare * injected));
                } else if (term.get("kind").equals("link")) {
                    assertThat(found).as(id + " " + term).isLessThan(otherMillis);
                }
            }
        }
        assertThat(probes).isPositive();
        assertThat(invalid).isLessThanOrEqualTo(probes / 1_000);
    }

    @Test
    void a_fault_stands_in_the_report_and_its_delay_in_every_part_that_has_it() throws IOException {
        assertThat(run("--for", "4s", "--json", "--port", "0", "--fault", "hop_slow@mediary-sg=40ms"))
                .isZero();
        Map<?, ?> report = (Map<?, ?>) read(out.toString());
        // Too short a run to find it; that there is a list is the contract.
        assertThat(report.get("incidents")).isInstanceOf(List.class);
        assertThat(report.get("faults")).isEqualTo(List.of("hop_slow@mediary-sg=40ms"));
        int slowed = 0;
        for (Object each : (List<?>) report.get("paths")) {
            for (Object one : (List<?>) ((Map<?, ?>) each).get("terms")) {
                Map<?, ?> term = (Map<?, ?>) one;
                if (term.get("name").equals("mediary-sg")) {
                    assertThat(term.get("injected_ms")).isEqualTo(40.0);
                    assertThat((Double) term.get("p50_ms")).isGreaterThanOrEqualTo(40);
                    slowed++;
                }
            }
        }
        assertThat(slowed).as("parts that are mediary-sg").isPositive();
    }

    @Test
    void people_see_a_matrix_a_waterfall_and_what_was_injected() {
        assertThat(run("--for", "3s", "--port", "0")).isZero();
        assertThat(out.toString())
                .contains("metrics at http://127.0.0.1:")
                .contains("direct / payments", "forwarded / payments", "from \\ to")
                .contains("eu>sg/forwarded/payments  OK", "mediary-eu>mediary-sg")
                .contains("mediary-eu>mediary-sg    injected  160.000 ms   measured ")
                .doesNotContain("\u001b");
    }

    @Test
    void faults_are_taken_from_standard_input_and_each_is_answered() throws IOException {
        String orders = "hop_slow@mediary-sg=40ms\nhop_slow@nowhere\nclear\nhop_down@mediary-us,after=1h\n";

        // The end of the input would end it at once.
        assertThat(commandLine(Terminal.none(), orders, "--interactive", "--json", "--port", "0"))
                .isZero();

        assertThat(err.toString().lines().filter(line -> !line.startsWith("Starting") && !line.startsWith("The page")))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("Metrics at http://127.0.0.1:"),
                        line -> assertThat(line).isEqualTo("injected hop_slow@mediary-sg=40ms"),
                        line -> assertThat(line)
                                .startsWith("error: fault \"hop_slow@nowhere=40ms\": hop_slow cannot be"),
                        line -> assertThat(line).isEqualTo("cleared 1 fault"),
                        line -> assertThat(line).isEqualTo("injected hop_down@mediary-us,after=1h"));
        assertThat(((Map<?, ?>) read(out.toString())).get("faults"))
                .isEqualTo(List.of("hop_slow@mediary-sg=40ms", "hop_down@mediary-us,after=1h"));
    }

    @Test
    void terminal_gets_a_tour_that_ends_with_what_was_found() {
        Terminal terminal = Terminal.of(new Style(false, true), 80, 24);

        assertThat(commandLine(terminal, "1\n", "--for", "3s", "--port", "0")).isZero();

        String said = out.toString();
        assertThat(said)
                .contains("The page is at http://127.0.0.1:", "\u001b[?1049h", "The page: http://127.0.0.1:")
                .contains("injected: hop_overloaded@mediary-sg=40ms,for=40s, ");
        assertThat(said.substring(said.lastIndexOf("\u001b[?1049l")))
                .contains("mediary-eu>mediary-sg    injected  160.000 ms   measured ")
                .contains("hop_overloaded@mediary-sg=40ms,for=40s: not found in the ");
    }

    @Test
    void help_fits_a_screen_and_faults_are_listed_apart() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString().lines().count()).isLessThanOrEqualTo(24);
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
        assertThat(out.toString()).contains("Example:\n  insight demo ");

        assertThat(out.toString().lines().toList())
                .as("to be pasted, so in one piece")
                .containsAll(footer());

        assertThat(run("--faults")).isZero();
        assertThat(out.toString()).endsWith(FaultExamples.text());
    }

    private static List<String> footer() {
        CommandLine demo = new CommandLine(new DemoCommand(Terminal.none(), InputStream.nullInputStream()));
        return List.of(demo.getCommandSpec().usageMessage().footer());
    }

    @Test
    void metrics_of_every_pair_are_served() throws Exception {
        try (Demo demo = Demo.start(List.of(), 0)) {
            await().until(() -> demo.paths().size() == 12
                    && demo.paths().stream().allMatch(path -> path.latency().count() > 0));
            await().untilAsserted(
                            () -> assertThat(get(demo.metrics()))
                                    .contains(
                                            "cross_region_latency_ms{route=\"forwarded\",service=\"payments\",source=\"eu\",target=\"sg\"}"));
        }
    }

    @Test
    void wrong_usage_is_said_in_a_line_and_exits_2() {
        assertThat(run("--fault", "hop_slaw@gateway-eu")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no fault \"hop_slaw\"; there are hop_overloaded");
        assertThat(run("--fault", "hop_slow@gateway-jp", "--for", "1s")).isEqualTo(2);
        assertThat(err.toString()).contains("hop_slow cannot be of \"gateway-jp\"; it can be of [gateway-eu, ");
        assertThat(run("--for", "soon")).isEqualTo(2);
        assertThat(err.toString()).contains("\"soon\" is not a duration, write it like 200ms, 5s or 1h30m");
        assertThat(run("--port", "70000")).isEqualTo(2);
        assertThat(err.toString()).contains("--port must be from 0 to 65535: 70000");
    }

    private int run(String... options) {
        return commandLine(Terminal.none(), "", options);
    }

    private int commandLine(Terminal terminal, String in, String... options) {
        String[] args = Stream.concat(Stream.of("demo"), Stream.of(options)).toArray(String[]::new);
        return Cli.create(terminal, new DemoCommand(terminal, new ByteArrayInputStream(in.getBytes(UTF_8))))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private static String get(URI uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    private static Object read(String json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            Object value = value(parser);
            assertThat(parser.nextToken()).isNull();
            return value;
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                return object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                return array;
            }
            case VALUE_NUMBER_INT -> {
                return parser.getLongValue();
            }
            case VALUE_NUMBER_FLOAT -> {
                return parser.getDoubleValue();
            }
            default -> {
                return parser.getText();
            }
        }
    }
}
