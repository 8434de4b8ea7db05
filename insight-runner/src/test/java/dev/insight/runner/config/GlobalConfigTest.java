package dev.insight.runner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.insight.runner.global.GlobalConfig;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file's {@code global}. */
class GlobalConfigTest {
    @TempDir
    Path directory;

    private GlobalConfig read(String global) throws Exception {
        Path file = directory.resolve("insight.yaml");
        Files.writeString(file, "region: eu\ntargets: []\n" + global + "\n");
        return ConfigFile.read(file).global();
    }

    @Test
    void without_it_there_is_no_global_view() throws Exception {
        assertThat(read("")).isNull();
    }

    @Test
    void an_address_is_enough() throws Exception {
        assertThat(read("global: { prometheus: \"http://thanos-query:10902\" }"))
                .isEqualTo(new GlobalConfig(
                        URI.create("http://thanos-query:10902"),
                        null,
                        null,
                        Duration.ofSeconds(15),
                        Duration.ofMinutes(1),
                        List.of(),
                        "replica"));
    }

    @Test
    void every_key_is_used_and_the_token_is_not_shown() throws Exception {
        Files.writeString(directory.resolve("token"), "s3cret\n");
        Files.writeString(directory.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n");
        GlobalConfig config = read("""
                global:
                  prometheus: https://prometheus.internal/prom
                  token_file: token
                  ca: ca.pem
                  interval: 30s
                  silent_after: 2m
                  sources: [eu, sg]
                  replica_label: prometheus_replica
                """);

        assertThat(config)
                .isEqualTo(new GlobalConfig(
                        URI.create("https://prometheus.internal/prom"),
                        "s3cret",
                        directory.resolve("ca.pem"),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2),
                        List.of("eu", "sg"),
                        "prometheus_replica"));
        assertThat(config.toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                | global.prometheus: is missing, write prometheus: URL",
                "{ prometheus: \"thanos:10902\" }                  | global.prometheus: \"thanos:10902\" is not an http or https URL",
                "{ prometheus: \"http://a\", silent_after: 10m }   | \"10m\" is out of range, write 5s to 5m",
                "{ prometheus: \"http://a\", interval: 100ms }     | \"100ms\" is out of range, write 1s to 1m",
                "{ prometheus: \"http://a\", sources: [\"e u\"] }  | global.sources[0]: \"e u\" is not a name",
                "{ prometheus: \"http://a\", replica_label: a-b }  | \"a-b\" is not a label's name",
                "{ prometheus: \"http://a\", source: [eu] }        | global.source: is not a known key, did you mean sources?"
            })
    void what_is_wrong_is_told_with_the_cure(String global, String problem) {
        assertThatThrownBy(() -> read("global: " + global)).hasMessageContaining(problem);
    }
}
