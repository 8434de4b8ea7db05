package dev.insight.runner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.insight.runner.export.ExportConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportSectionTest {
    @TempDir
    Path directory;

    private Path write(String export) throws IOException {
        Path file = directory.resolve("insight.yaml");
        Files.writeString(file, "region: eu\nlisten: 127.0.0.1:9464\ntargets: []\nexport: " + export + "\n");
        return file;
    }

    private ExportConfig read(String export) throws Exception {
        return ConfigFile.read(write(export)).export();
    }

    private List<String> problems(String export) throws IOException {
        Path file = write(export);
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> ConfigFile.read(file));
        assertThat(e).as("problems of %s", export).isNotNull();
        return e.problems().stream()
                .map(problem -> problem.toString().substring(file.toString().length()))
                .toList();
    }

    @Test
    void the_contracts_line_is_enough() throws Exception {
        ExportConfig config = read("{ otlp: { endpoint: \"http://127.0.0.1:4318/v1/metrics\" } }");

        assertThat(config.metrics()).isEqualTo(URI.create("http://127.0.0.1:4318/v1/metrics"));
        assertThat(config.traces()).isNull();
        assertThat(config.interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.exponential()).isFalse();
        assertThat(config.headers()).isEmpty();
        assertThat(config.resource()).containsEntry("service.name", "insight-runner");
        assertThat(config.resource().get("service.instance.id")).endsWith(":9464");
    }

    @Test
    void everything_can_be_said() throws Exception {
        Files.writeString(directory.resolve("key"), "s3cret\n");
        ExportConfig config = read("""
                { otlp: { endpoint: "https://otlp.example/v1/metrics", traces: "https://otlp.example/v1/traces",
                          interval: 15s, histograms: exponential, trace_ratio: 0.5,
                          headers: { X-Scope-OrgID: eu }, headers_file: { api-key: key },
                          resource: { service.name: probes } } }""");

        assertThat(config.interval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.exponential()).isTrue();
        assertThat(config.traceRatio()).isEqualTo(0.5);
        assertThat(config.headers()).isEqualTo(Map.of("X-Scope-OrgID", "eu", "api-key", "s3cret"));
        assertThat(config.resource()).containsEntry("service.name", "probes");
        assertThat(config.toString()).doesNotContain("s3cret");
    }

    @Test
    void without_an_export_there_is_none() throws Exception {
        assertThat(read("{}")).isNull();
    }

    @Test
    void every_problem_is_told() throws Exception {
        assertThat(problems("{ otlp: {} }"))
                .containsExactly(":4:17 export.otlp: names nowhere to send to, write endpoint or traces");
        assertThat(problems("{ otlp: { endpoint: \"http://127.0.0.1:4318\" } }"))
                .containsExactly(":4:29 export.otlp.endpoint: \"http://127.0.0.1:4318\" has no path, write it like"
                        + " http://127.0.0.1:4318/v1/metrics");
        assertThat(problems("{ otlp: { endpoint: \"127.0.0.1:4318/v1/metrics\" } }"))
                .hasSize(1);
        assertThat(problems("{ otlp: { endpoint: \"http://me:pw@h/v1/metrics\" } }"))
                .containsExactly(
                        ":4:29 export.otlp.endpoint: a URL with a password in it is shown in logs, write headers_file");
        assertThat(problems("{ otlp: { traces: \"http://h/v1/traces\", interval: 5s, trace_ratio: 2 } }"))
                .containsExactly(
                        ":4:59 export.otlp.interval: goes with endpoint, add that or remove this",
                        ":4:76 export.otlp.trace_ratio: \"2\" is not a share, write a number from 0 to 1");
        assertThat(problems("{ otlp: { endpoint: \"http://h/v1/metrics\", histograms: native } }"))
                .containsExactly(":4:64 export.otlp.histograms: \"native\" is neither, write explicit or exponential");
        assertThat(problems("{ otlp: { endpoint: \"http://h/v1/metrics\", resource: { telemetry.sdk.name: x } } }"))
                .hasSize(1);
        assertThat(problems("{ prometheus: {} }")).isNotEmpty();
    }

    @Test
    void headers_are_checked_and_their_values_not_shown() throws Exception {
        Files.writeString(directory.resolve("key"), "s3cret");
        List<String> problems = problems("""
                { otlp: { endpoint: "http://h/v1/metrics",
                    headers: { Host: a, "b c": d, X-Key: "s3cret\\u00e9", X-Other: s3cret }, headers_file: { x-other: key } } }""");

        assertThat(problems)
                .hasSize(4)
                .anyMatch(each -> each.endsWith("\"Host\" is set by Insight itself, remove it"))
                .anyMatch(each -> each.contains("\"b c\" is not a header's name"))
                .anyMatch(each -> each.contains("X-Key: holds characters other than printable ASCII"))
                .anyMatch(each -> each.contains("headers_file.x-other: stands twice among the headers"))
                .noneMatch(each -> each.contains("s3cret"));
    }
}
