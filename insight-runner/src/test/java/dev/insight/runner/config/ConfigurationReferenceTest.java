package dev.insight.runner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.insight.runner.CommittedPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/configuration.md} is what the code gives, and right. */
class ConfigurationReferenceTest {
    private static final CommittedPage PAGE = new CommittedPage("configuration.md", ConfigurationReferenceTest.class);

    @TempDir
    Path directory;

    /** The files that examples name. */
    @BeforeEach
    void files() throws Exception {
        for (String name : List.of("ca.pem", "server.pem")) {
            Files.writeString(directory.resolve(name), "-----BEGIN CERTIFICATE-----\n");
        }
        Files.writeString(directory.resolve("server.key"), "-----BEGIN PRIVATE KEY-----\n");
        for (String name : List.of("token", "password", "insight.key")) {
            Files.writeString(directory.resolve(name), "s3cret\n");
        }
        Files.writeString(directory.resolve("targets.json"), "[]");
        Files.writeString(directory.resolve("blackbox.yml"), example("modules"));
    }

    @Test
    void page_is_what_the_code_gives() throws Exception {
        PAGE.isCommittedAs(ConfigurationPage.make(PAGE.command()));
    }

    @Test
    void every_example_is_fine() {
        List<String> examples = ReferenceTexts.examples(ConfigurationPage.make(""));
        assertThat(examples).hasSizeGreaterThan(Schema.ROOT.keys().size());
        for (String example : examples) {
            String file = example.startsWith("modules:") ? "blackbox: { modules_file: blackbox.yml }\n" : example;
            assertThatCode(() -> read(file)).as(example).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("parts")
    void example_of_a_part_has_that_part(Key<?> part) throws Exception {
        assertThat(example(part.name).lines()).anyMatch(line -> line.startsWith(part + ":"));
    }

    /** What a reload does not take up, the runner must notice, or it would seem to have been. */
    @ParameterizedTest
    @MethodSource("parts")
    void a_part_that_needs_a_restart_is_told_apart_from_one_that_does_not(Key<?> part) throws Exception {
        RunnerConfig without = read("");
        RunnerConfig with = read(example(part.name));

        assertThat(with.startsAs(without)).as("%s", part).isEqualTo(part.takenUp != TakenUp.RESTART);
    }

    @Test
    void every_preset_is_a_value_of_its_key() {
        List<Key<?>> presets = keys(Schema.ROOT).filter(Key::isPreset).toList();
        assertThat(presets).hasSizeGreaterThan(10);
        for (Key<?> key : presets) {
            assertThatCode(key::preset).as("%s: %s", key, key.otherwise).doesNotThrowAnyException();
        }
    }

    @Test
    void every_key_says_in_words_what_it_does_and_what_holds_without_it() {
        assertThat(Stream.concat(keys(Schema.ROOT), keys(ModulesForm.FILE)))
                .hasSizeGreaterThan(100)
                .allSatisfy(key -> {
                    assertThat(key.meaning)
                            .as("%s", key)
                            .matches("(?s)\\S.{5,}")
                            .doesNotEndWith(".");
                    assertThat(key.required || !key.otherwise.isBlank())
                            .as("default of %s", key)
                            .isTrue();
                });
    }

    private static List<Key<?>> parts() {
        return Schema.ROOT.keys();
    }

    /** Each key as often as it stands somewhere. */
    private static Stream<Key<?>> keys(Section section) {
        List<Key<?>> all = new ArrayList<>();
        for (Key<?> key : section.keys()) {
            all.add(key);
            key.form.sections().values().forEach(inner -> keys(inner).forEach(all::add));
        }
        return all.stream();
    }

    private static String example(String part) {
        return ReferenceTexts.examples(ReferenceTexts.of(part)).get(0);
    }

    /** An example, with as much around it as makes it a whole file. */
    private RunnerConfig read(String example) throws Exception {
        boolean hasRegion = example.lines().anyMatch(line -> line.startsWith("region:"));
        boolean hasTargets =
                example.lines().anyMatch(line -> line.startsWith("targets:") || line.startsWith("discovery:"));
        Path file = Files.writeString(
                directory.resolve("insight.yaml"),
                (hasRegion ? "" : "region: eu\n") + (hasTargets ? "" : "targets: []\n") + example);
        return ConfigFile.read(file);
    }
}
