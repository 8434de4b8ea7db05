package dev.insight.runner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.insight.runner.region.RegionConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file's {@code regions}. */
class RegionsSectionTest {
    @TempDir
    Path directory;

    private Map<String, RegionConfig> read(String regions) throws Exception {
        Path file = directory.resolve("insight.yaml");
        Files.writeString(file, "region: eu\ntargets: []\n" + regions + "\n");
        return ConfigFile.read(file).regions();
    }

    @Test
    void everything_may_be_left_out() throws Exception {
        assertThat(read("")).isEmpty();
        assertThat(read("regions: {}")).isEmpty();
        assertThat(read("regions: { eu: {} }")).containsExactly(Map.entry("eu", new RegionConfig(null, null, null)));
    }

    @Test
    void what_is_said_is_taken() throws Exception {
        assertThat(
                        read(
                                "regions: { eu: { name: Frankfurt am Main, lat: 50.1, lon: 8.7 }, mars: { lat: -90, lon: -180 } }"))
                .containsOnly(
                        Map.entry("eu", new RegionConfig("Frankfurt am Main", 50.1, 8.7)),
                        Map.entry("mars", new RegionConfig(null, -90.0, -180.0)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ eu: { lat: 90.1, lon: 0 } } | :3:23 regions.eu.lat: \"90.1\" is no degrees, write -90 to 90, such as 8.68",
                "{ eu: { lat: 0, lon: -181 } } | :3:31 regions.eu.lon: \"-181\" is no degrees, write -180 to 180, such as 8.68",
                "{ eu: { lat: NaN, lon: 0 } }  | :3:23 regions.eu.lat: \"NaN\" is no degrees, write -90 to 90, such as 8.68",
                "{ eu: { lat: 1e1, lon: 0 } }  | :3:23 regions.eu.lat: \"1e1\" is no degrees, write -90 to 90, such as 8.68",
                "{ eu: { lat: 50 } }           | :3:23 regions.eu.lon: is missing, write it beside lat, or neither",
                "{ eu: { lon: 8 } }            | :3:23 regions.eu.lat: is missing, write it beside lon, or neither",
                "{ \"e u\": {} }               | :3:12 regions.e u: \"e u\" is not a name, write up to 63 letters, digits, _ . - that begin with a letter, digit or _",
            })
    void what_is_wrong_is_told_with_the_cure(String regions, String problem) {
        assertThatThrownBy(() -> read("regions: " + regions))
                .isInstanceOf(ConfigException.class)
                .message()
                .endsWith("insight.yaml" + problem);
    }
}
