package dev.insight.runner.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.insight.diagnosis.HostLoad;
import dev.insight.runner.load.PrometheusQuery.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Prometheus answers, and what it means. */
class PrometheusQueryTest {
    private static final HostName HOST = new HostName("mediary-sg", null);

    private static List<Value> read(String json) throws IOException {
        return PrometheusQuery.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_vector_is_read_whatever_else_stands_beside_it() throws IOException {
        List<Value> values = read("""
                {"status":"success","warnings":["x"],"data":{"stats":{"a":[1]},"resultType":"vector","result":[
                  {"metric":{"hop":"mediary-sg","node":"mediary-sg-1"},"value":[1760000000.25,"0.5"],"new":{}},
                  {"metric":{},"value":[1760000000,"NaN"]},
                  {"metric":{"hop":"gateway-sg"},"value":[1760000000,"+Inf"]}]}}
                """);

        assertThat(values)
                .containsExactly(new Value(Map.of("hop", "mediary-sg", "node", "mediary-sg-1"), 1_760_000_000.25, 0.5));
        assertThat(PrometheusQuery.load(values.get(0), HOST))
                .isEqualTo(new HostLoad("mediary-sg", null, 1_760_000_000_250_000L, 0.5));
    }

    @Test
    void what_is_no_share_is_no_load() {
        assertThat(PrometheusQuery.load(new Value(Map.of(), 1, 1.01), HOST))
                .isEqualTo(new HostLoad("mediary-sg", null, 1_000_000, 1));
        assertThat(PrometheusQuery.load(new Value(Map.of(), 1, -0.001), HOST))
                .isEqualTo(new HostLoad("mediary-sg", null, 1_000_000, 0));
        assertThat(PrometheusQuery.load(new Value(Map.of(), 1, 57), HOST)).isNull(); // of a hundred
    }

    @Test
    void what_is_no_vector_is_told_with_the_cure() {
        assertThatThrownBy(() ->
                        read("{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"2\"]}}"))
                .hasMessage("answers a scalar, write a query whose result is an instant vector");
        assertThatThrownBy(() -> read("{\"status\":\"error\",\"error\":\"parse error\"}"))
                .hasMessage("refuses the query: parse error");
        assertThatThrownBy(() -> read("[]")).hasMessageContaining("no Prometheus");
        assertThatThrownBy(() -> read("<html>")).isInstanceOf(IOException.class);
    }
}
