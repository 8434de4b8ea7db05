package dev.insight.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.insight.runner.Main;
import dev.insight.runner.TestWorld;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The runner as a process of its own, as an operating system starts, signals and stops it. */
@DisabledOnOs(OS.WINDOWS)
class RunCommandTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String UNTAINTED = "\"tainted\":false";

    @TempDir
    Path directory;

    private final TestWorld world = TestWorld.start();
    private final HttpClient client = HttpClient.newHttpClient();
    private Process process;
    private Path out;
    private Path err;

    @BeforeEach
    void start() throws IOException {
        write("payments");
        out = directory.resolve("out");
        err = directory.resolve("err");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        "--config",
                        directory.resolve("insight.yaml").toString(),
                        "--record",
                        directory.resolve("recording").toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        await().atMost(LONG).until(() -> Files.readString(out).contains("\n"));
    }

    @AfterEach
    void stop() {
        process.destroyForcibly();
        world.close();
    }

    @Test
    void startup_line_tells_the_address_and_sigterm_ends_with_0() throws Exception {
        assertThat(Files.readString(out))
                .matches("insight: probing 1 path from eu, serving http://127\\.0\\.0\\.1:\\d+\n");
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(get("/metrics")).contains("cross_region_up{", "insight_config_reload_success 1"));

        process.destroy();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readString(directory.resolve("recording")))
                .startsWith("{\"type\":\"path\"")
                .contains("\"type\":\"probe\"");
        assertThat(Files.readString(err)).doesNotContain("\tat ");
        assertThat(directory.resolve("insight.yaml.baselines")).isNotEmptyFile();
        assertThat(directory.resolve("insight.yaml.incidents")).hasContent("{\"insight\":\"incidents\",\"version\":1}");
    }

    @Test
    void baselines_are_kept_somewhere_or_nowhere() {
        Console console = new Console();

        assertThat(console.run("run", "--config=x.yaml", "--baselines=y", "--no-baselines"))
                .isEqualTo(2);

        assertThat(console.err()).startsWith("insight: --baselines and --no-baselines exclude each other\n");
    }

    @Test
    void incidents_are_kept_somewhere_or_nowhere() {
        Console console = new Console();

        assertThat(console.run("run", "--config=x.yaml", "--incidents=y", "--no-incidents"))
                .isEqualTo(2);

        assertThat(console.err()).startsWith("insight: --incidents and --no-incidents exclude each other\n");
    }

    @Test
    void incidents_that_cannot_be_kept_are_told_at_once() {
        Console console = new Console();
        Path nowhere = directory.resolve("nowhere").resolve("incidents");

        assertThat(console.run("run", "--config=" + directory.resolve("insight.yaml"), "--incidents=" + nowhere))
                .isEqualTo(1);

        assertThat(console.err()).contains("cannot keep incidents in " + nowhere + ": its directory does not exist");
    }

    @Test
    void baselines_that_cannot_be_kept_are_told_at_once() {
        Console console = new Console();
        Path nowhere = directory.resolve("nowhere").resolve("baselines");

        assertThat(console.run("run", "--config=" + directory.resolve("insight.yaml"), "--baselines=" + nowhere))
                .isEqualTo(1);

        assertThat(console.err()).contains("cannot keep baselines in " + nowhere + ": its directory does not exist");
    }

    @Test
    void what_fails_before_the_start_leaves_nothing_running() throws Exception {
        Path broken = Files.writeString(directory.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n");
        Path file = Files.writeString(
                directory.resolve("other.yaml"),
                "region: eu\nlisten: 127.0.0.1:0\ntargets: []\n"
                        + "host_load: { prometheus: 'http://127.0.0.1:1' }\n"
                        + "global: { prometheus: 'http://127.0.0.1:1', ca: ca.pem }\n"
                        + "export: { otlp: { endpoint: 'http://127.0.0.1:1/v1/metrics' } }\n");
        Console console = new Console();

        assertThat(console.run("run", "--no-baselines", "--config=" + file)).isEqualTo(1);

        assertThat(console.err()).contains("global.ca", broken.toString());
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("insight-host-load", "insight-global", "insight-otlp-metrics"));
    }

    @Test
    void sighup_and_post_reload_touch_only_paths_that_changed() throws Exception {
        await().atMost(LONG).until(() -> probes("payments") > 0);

        write("payments", "refunds");
        hangUp();
        await().atMost(LONG).until(() -> probes("refunds") > 0);
        assertThat(probes("payments")).isGreaterThan(1);

        write("payments");
        assertThat(post("/-/reload").statusCode()).isEqualTo(200);
        // Listeners are told a little later.
        await().atMost(LONG).until(() -> !get("/api/v1/paths").contains("refunds"));
        assertThat(probes("payments")).isGreaterThan(1);
    }

    @Test
    void bad_file_changes_nothing_and_says_why() throws Exception {
        Files.writeString(directory.resolve("insight.yaml"), "region: eu\ntargts: []\n");

        HttpResponse<String> refused = post("/-/reload");

        assertThat(refused.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(refused.body()).contains("insight.yaml:2:1 targts: is not a known key, did you mean targets?");
        assertThat(get("/metrics")).contains("insight_config_reload_success 0");
        if (hangUp()) {
            await().atMost(LONG)
                    .until(() -> Files.readString(err).contains("insight.yaml:2:1 targts: is not a known key"));
        }
        assertThat(get("/api/v1/paths")).contains("payments");
    }

    @Test
    void names_that_do_not_resolve_fill_no_log() throws Exception {
        Files.writeString(
                directory.resolve("insight.yaml"),
                "region: eu\nlisten: 127.0.0.1:0\ndefaults: { interval: 50ms, timeout: 5s, cold_interval: 0 }\n"
                        + "targets: [{ region: sg, service: nowhere, address: 'no.such.host.invalid:1' }]\n");

        assertThat(post("/-/reload").statusCode()).isEqualTo(200);

        await().atMost(LONG).until(() -> probes("nowhere") > 5);
        assertThat(get("/api/v1/paths")).contains("\"phase\":\"dns\"");
        assertThat(Files.readString(err)).doesNotContain("UnknownHostException", "\tat ");
    }

    @Test
    void first_calls_of_the_process_are_tainted_and_later_ones_are_not() throws Exception {
        Path recording = directory.resolve("recording");
        for (String type : List.of("probe", "cold")) {
            await().atMost(LONG)
                    .until(() -> lines(recording, type).stream().anyMatch(line -> line.contains(UNTAINTED)));

            assertThat(lines(recording, type).get(0)).contains("\"outcome\":\"OK\"", "\"tainted\":true");
        }
    }

    private static List<String> lines(Path recording, String type) throws IOException {
        return Files.readAllLines(recording).stream()
                .filter(line -> line.startsWith("{\"type\":\"" + type + "\""))
                .toList();
    }

    private void write(String... services) throws IOException {
        StringBuilder text = new StringBuilder("region: eu\nlisten: 127.0.0.1:0\n"
                + "defaults: { interval: 100ms, timeout: 10s, cold_interval: 1s, partial_interval: 0 }\ntargets:\n");
        for (String service : services) {
            text.append("  - { region: sg, service: ")
                    .append(service)
                    .append(", address: '")
                    .append(world.address())
                    .append("' }\n");
        }
        Files.writeString(directory.resolve("insight.yaml"), text);
    }

    /**
     * Sends SIGHUP, and says whether the runner can hear it: one whose starter ignores the signal, as nohup makes Maven do,
     * says so at its start, and is asked by HTTP instead.
     */
    private boolean hangUp() throws Exception {
        if (Files.readString(err).contains("SIGHUP does nothing here")) {
            post("/-/reload");
            return false;
        }
        Process kill = new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start();
        assertThat(kill.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return true;
    }

    /** Probes of a path since it came, so that a path that was touched begins anew. */
    private long probes(String service) throws Exception {
        String json = get("/api/v1/paths");
        int from = json.indexOf("\"service\":\"" + service + "\"");
        if (from < 0) {
            return 0;
        }
        int at = json.indexOf("\"probes\":", from) + 9;
        return Long.parseLong(json.substring(at, json.indexOf(',', at)));
    }

    private String get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private HttpResponse<String> post(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) throws IOException {
        List<String> words = List.of(Files.readString(out).strip().split(" "));
        return URI.create(words.get(words.size() - 1) + path);
    }
}
