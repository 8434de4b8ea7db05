package dev.insight.runner.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.insight.runner.prometheus.RangeVector.Series;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Prometheus answers of a range, and what becomes of it. */
class RangeVectorTest {
    private static RangeVector read(String result) throws IOException {
        String json = "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[" + result + "]}}";
        return RangeVector.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), 3, 5);
    }

    @Test
    void a_matrix_is_read_without_what_is_no_number() throws IOException {
        RangeVector matrix = read("""
                {"metric":{"hop":"gateway-eu"},"values":[[10,"0.5"],[20,"NaN"],[30.5,"+Inf"]]},
                {"metric":{},"values":[],"histograms":[[10,{"count":"1"}]]}""");

        assertThat(matrix.series())
                .containsExactly(
                        new Series(
                                Map.of("hop", "gateway-eu"),
                                List.of(new Point(10, 0.5), new Point(30.5, Double.POSITIVE_INFINITY))),
                        new Series(Map.of(), List.of()));
        assertThat(matrix.isCut()).isFalse();
    }

    @Test
    void what_is_odd_within_a_series_costs_no_other() throws IOException {
        assertThat(read("""
                {"metric":["x"],"values":[7,[1],{"y":[1]},[[2],"3"],[4,"5",{"more":[1]},6]]},
                {"values":[[1,"2"]]}""").series())
                .containsExactly(
                        new Series(Map.of(), List.of(new Point(4, 5))), new Series(Map.of(), List.of(new Point(1, 2))));
    }

    @Test
    void of_more_than_wanted_the_first_are_kept_and_it_is_told() throws IOException {
        assertThat(read("{\"values\":[[1,\"1\"]]}" + ",{\"values\":[[1,\"1\"]]}".repeat(3)))
                .satisfies(matrix -> {
                    assertThat(matrix.series()).hasSize(3);
                    assertThat(matrix.isCut()).isTrue();
                });
        assertThat(read("{\"values\":[[1,\"1\"]" + ",[2,\"1\"]".repeat(5) + "]}"))
                .satisfies(matrix -> {
                    assertThat(matrix.series().get(0).points()).hasSize(5);
                    assertThat(matrix.isCut()).isTrue();
                });
        assertThat(read("{\"values\":[[1,\"1\"]" + ",[2,\"1\"]".repeat(4) + "]}")
                        .isCut())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"data\":{\"resultType\":\"vector\",\"result\":[]}}",
                "{\"status\":\"error\",\"error\":\"parse error\"}",
                "{\"data\":{\"resultType\":\"matrix\",\"result\":[{\"values\":[[1,\"2\"]"
            })
    void what_is_no_matrix_is_an_error(String answer) {
        assertThatThrownBy(
                        () -> RangeVector.read(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)), 3, 5))
                .isInstanceOf(IOException.class);
    }

    @Test
    void times_are_asked_for_in_seconds() {
        assertThat(RangeVector.uri(URI.create("http://a:9090/prom"), "a + b", 1_500, 20_000, 500, "dedup=true"))
                .hasToString("http://a:9090/prom/api/v1/query_range?query=a%20%2B%20b"
                        + "&start=1.500&end=20.000&step=0.500&dedup=true");
    }
}
