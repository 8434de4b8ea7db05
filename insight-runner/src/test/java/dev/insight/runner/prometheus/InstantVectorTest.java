package dev.insight.runner.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Prometheus answers, and what becomes of it. */
class InstantVectorTest {
    private static InstantVector read(String json) throws IOException {
        return InstantVector.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), 3);
    }

    @Test
    void a_vector_is_read_whatever_else_stands_beside_it() throws IOException {
        InstantVector vector = read("""
                {"status":"success","infos":["y"],"data":{"stats":{"a":[1]},"resultType":"vector","result":[
                  {"metric":{"hop":"mediary-sg","node":"mediary-sg-1"},"value":[1760000000.25,"0.5"],"new":{}},
                  {"metric":{},"value":[1760000000,"NaN"]},
                  {"metric":{},"histogram":[1760000000,{"count":"1"}]},
                  {"metric":{"hop":"gateway-sg"},"value":[1760000000,"+Inf"]}]}}
                """);

        assertThat(vector.samples())
                .containsExactly(
                        new Sample(Map.of("hop", "mediary-sg", "node", "mediary-sg-1"), 1_760_000_000.25, 0.5),
                        new Sample(Map.of("hop", "gateway-sg"), 1_760_000_000, Double.POSITIVE_INFINITY));
        assertThat(vector.warnings()).isEmpty();
        assertThat(vector.isCut()).isFalse();
    }

    @Test
    void what_is_odd_within_a_sample_costs_no_other() throws IOException {
        assertThat(read("""
                {"data":{"resultType":"vector","result":[7,
                  {"metric":{"a":{"b":"c"},"d":["e"]},"value":[[1],{"x":"2"},3]},
                  {"metric":{"a":"first"},"value":[1]},
                  {"metric":["x"],"value":{"y":1}},
                  {"metric":{"a":null,"b":"c"},"value":[1,"2",{"more":[1]},3]}]}}
                """).samples()).containsExactly(new Sample(Map.of("b", "c"), 1, 2));
    }

    @Test
    void warnings_are_kept_short_and_few() throws IOException {
        String answer = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]},\"warnings\":[";
        assertThat(read(answer + "\"No StoreAPIs\\nmatched\",7,[\"x\"]]}").warnings())
                .containsExactly("No StoreAPIs matched");
        assertThat(read(answer + "\"" + "x".repeat(1_000) + "\"]}").warnings()).containsExactly("x".repeat(300) + "…");
        assertThat(read(answer + "\"x\"" + ",\"x\"".repeat(100) + "]}").warnings())
                .hasSize(20);
    }

    @Test
    void of_more_samples_than_wanted_the_first_are_kept_and_it_is_told() throws IOException {
        String sample = "{\"metric\":{},\"value\":[1,\"2\"]}";
        String begin = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + sample;
        InstantVector three = read(begin + ("," + sample).repeat(2) + "]}}");
        InstantVector four = read(begin + ("," + sample).repeat(3) + "]}}");

        assertThat(three.samples()).hasSize(3);
        assertThat(three.isCut()).isFalse();
        assertThat(four.samples()).hasSize(3);
        assertThat(four.isCut()).isTrue();
    }

    @Test
    void what_is_no_vector_is_told_with_the_cure() {
        assertThatThrownBy(() ->
                        read("{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"2\"]}}"))
                .hasMessage("answers a scalar, write a query whose result is an instant vector");
        assertThatThrownBy(() -> read("{\"status\":\"error\",\"error\":\"parse error\"}"))
                .hasMessage("refuses the query: parse error");
        assertThatThrownBy(() -> read("[]")).hasMessageContaining("no Prometheus");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{",
                "{\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"a\":\"b\"}",
                "{\"data\":[1,2]}",
                "{\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"a\":"
            })
    void what_is_broken_is_an_error_and_no_empty_vector(String answer) {
        assertThatThrownBy(() -> read(answer)).isInstanceOf(IOException.class);
    }

    @Test
    void an_address_may_have_a_path() {
        assertThat(InstantVector.uri(URI.create("http://a:9090/prom/"), "a + b"))
                .hasToString("http://a:9090/prom/api/v1/query?query=a%20%2B%20b");
    }
}
