package dev.insight.runner.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Consul answers, and which instances those are. */
class ConsulAnswerTest {
    private static List<Instance> read(String json) throws IOException {
        return ConsulAnswer.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void an_instance_is_what_its_service_says_and_else_its_node() throws IOException {
        assertThat(read("""
                [{"Node":{"ID":"x","Node":"n1","Address":"10.0.0.1","Datacenter":"sg","Meta":{"a":"b"}},
                  "Service":{"ID":"pay-1","Service":"payments","Tags":["v2","insight_region=other","insight_route=fast"],
                    "Address":"","Meta":{"insight_region":"sg","version":"7"},"Port":8443,
                    "Weights":{"Passing":1},"Proxy":{"Mode":""}},
                  "Checks":[{"Status":"passing","Output":"ok"}]},
                 {"Node":{"Address":"10.0.0.2","Datacenter":"us"},
                  "Service":{"ID":"pay-2","Service":"payments","Tags":null,"Address":"pay.internal","Meta":null,"Port":1}}]
                """))
                .containsExactly(
                        new Instance(
                                "pay-1",
                                "payments",
                                "sg",
                                "10.0.0.1",
                                8443,
                                Map.of("insight_region", "sg", "insight_route", "fast")),
                        new Instance("pay-2", "payments", "us", "pay.internal", 1, Map.of()));
    }

    @Test
    void what_cannot_be_called_is_left_out() throws IOException {
        assertThat(
                        read(
                                "[{\"Node\":{\"Address\":\"10.0.0.1\"},\"Service\":{\"ID\":\"a\",\"Service\":\"a\",\"Port\":0}},{}]"))
                .isEmpty();
    }

    @Test
    void what_is_no_such_answer_is_told() {
        assertThatThrownBy(() -> read("{\"a\":1}")).hasMessageContaining("no Consul");
        assertThatThrownBy(() -> read("[{\"Node\":{")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("")).isInstanceOf(IOException.class);
    }
}
