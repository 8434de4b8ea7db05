package dev.insight.runner.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {
    private static String name(String region) {
        Place place = Places.of(region, Map.of());
        return place == null ? "nowhere" : place.name();
    }

    @ParameterizedTest
    @CsvSource({
        "eu-central-1, Frankfurt",
        "EU-Central-1, Frankfurt",
        "eu-central-1a, Frankfurt",
        "europe-west3, Frankfurt",
        "europe-west3-a, Frankfurt",
        "eu_central_1, Frankfurt",
        "aws-eu-central-1, Frankfurt",
        "westeurope, Amsterdam",
        "westeurope-2, Amsterdam",
        "ap-southeast-1, Singapore",
        "southeastasia, Singapore",
        "us-east-1, Ashburn",
        "us-east1, Moncks Corner",
        "eu, Frankfurt",
        "us, Ashburn",
        "sg, Singapore",
    })
    void region_is_known_by_its_usual_name(String region, String place) {
        assertThat(name(region)).isEqualTo(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"office", "eu-central-17", "eu-", "", "a", "europe-west3-", "#", "-1", "mars-west-1a"})
    void other_names_are_nowhere(String region) {
        assertThat(name(region)).isEqualTo("nowhere");
    }

    @Test
    void configuration_goes_first() {
        Map<String, RegionConfig> configured = Map.of(
                "office", new RegionConfig("Geneva", 46.2, 6.14),
                "eu", new RegionConfig("Home", null, null),
                "us", new RegionConfig(null, 40.7, -74.0),
                "mars", new RegionConfig("Mars", null, null));
        assertThat(Places.of("office", configured)).isEqualTo(new Place("Geneva", 46.2, 6.14));
        assertThat(Places.of("eu", configured)).isEqualTo(new Place("Home", 50.11, 8.68));
        assertThat(Places.of("us", configured)).isEqualTo(new Place("us", 40.7, -74.0));
        assertThat(Places.of("mars", configured)).isNull();
    }

    @Test
    void every_line_of_the_table_is_a_place_on_earth_and_no_name_stands_twice() throws Exception {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(Places.class.getResourceAsStream("places.txt"), StandardCharsets.UTF_8))) {
            List<String[]> lines = in.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\\|", -1))
                    .toList();
            assertThat(lines).hasSizeGreaterThan(80).allSatisfy(parts -> {
                assertThat(parts).hasSize(4);
                assertThat(Double.parseDouble(parts[1])).isBetween(-60.0, 70.0);
                assertThat(Double.parseDouble(parts[2])).isBetween(-130.0, 180.0);
            });
            assertThat(lines.stream().flatMap(parts -> Arrays.stream(parts[3].split(" ", -1))))
                    .doesNotHaveDuplicates()
                    .allMatch(name -> name.matches("[a-z0-9-]+"));
        }
    }
}
