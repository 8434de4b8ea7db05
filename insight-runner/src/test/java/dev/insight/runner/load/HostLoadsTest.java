package dev.insight.runner.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.insight.diagnosis.HostLoad;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Load as it comes over HTTP; real programs stand at the other end in CI's checks. */
@Timeout(60)
class HostLoadsTest {
    private static final Duration PERIOD = Duration.ofMillis(20);

    private final AtomicInteger asked = new AtomicInteger();
    private final BlockingQueue<String> authorizations = new LinkedBlockingQueue<>();
    private final AtomicBoolean isDown = new AtomicBoolean();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static void answer(HttpExchange exchange, int code, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static List<HostLoad> first(HostLoads loads) {
        return await().until(loads::loads, known -> !known.isEmpty());
    }

    @Test
    void a_node_exporter_is_known_from_its_second_answer_on() throws Exception {
        server.createContext("/metrics", exchange -> {
            int n = asked.incrementAndGet();
            answer(
                    exchange,
                    200,
                    "node_cpu_seconds_total{cpu=\"0\",mode=\"idle\"} " + n
                            + "\nnode_cpu_seconds_total{cpu=\"0\",mode=\"user\"} " + 3 * n + "\n");
        });
        HostName name = new HostName("mediary-sg", "mediary-sg-2");
        HostLoadConfig config = new HostLoadConfig(null, Map.of(name, uri("/metrics")), null);
        try (HostLoads loads = HostLoads.start(config, PERIOD)) {
            HostLoad load = first(loads).get(0);

            assertThat(asked.get()).isGreaterThanOrEqualTo(2);
            assertThat(load.hop()).isEqualTo("mediary-sg");
            assertThat(load.node()).isEqualTo("mediary-sg-2");
            assertThat(load.cpu()).isEqualTo(0.75, within(1e-9));
        }
    }

    private HostLoadConfig prometheus(Map<String, HostName> hosts) {
        String hopLabel = hosts.isEmpty() ? "hop" : "instance";
        return new HostLoadConfig(
                new HostLoadConfig.Prometheus(uri("/prom/"), "a + b", hopLabel, "node", hosts, "s3cret"),
                Map.of(),
                null);
    }

    private void serveVector() {
        server.createContext("/prom/api/v1/query", exchange -> {
            authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
            if (isDown.get()) {
                answer(exchange, 503, "starting");
            } else if (!exchange.getRequestURI().getRawQuery().equals("query=a%20%2B%20b")) {
                answer(exchange, 400, "another query");
            } else {
                answer(exchange, 200, """
                        {"status":"success","data":{"resultType":"vector","result":[
                          {"metric":{"hop":"mediary-sg","node":"m-1","instance":"10.0.0.7:9100"},"value":[1760000000,"0.5"]},
                          {"metric":{"instance":"10.0.0.8:9100"},"value":[1760000000,"0.25"]}]}}
                        """);
            }
        });
    }

    @Test
    void prometheus_says_by_labels_whose_load_it_is() throws Exception {
        serveVector();
        try (HostLoads loads = HostLoads.start(prometheus(Map.of()), PERIOD)) {
            assertThat(first(loads)).containsExactly(new HostLoad("mediary-sg", "m-1", 1_760_000_000_000_000L, 0.5));
            assertThat(authorizations.take()).isEqualTo("Bearer s3cret");
        }
    }

    @Test
    void a_map_says_whose_it_is_where_labels_do_not() throws Exception {
        serveVector();
        Map<String, HostName> hosts = Map.of("10.0.0.8:9100", new HostName("gateway-eu", null));
        try (HostLoads loads = HostLoads.start(prometheus(hosts), PERIOD)) {
            assertThat(first(loads)).containsExactly(new HostLoad("gateway-eu", null, 1_760_000_000_000_000L, 0.25));
        }
    }

    @Test
    void what_cannot_be_read_any_more_grows_old_and_is_not_told_as_new() throws Exception {
        serveVector();
        try (HostLoads loads = HostLoads.start(prometheus(Map.of()), PERIOD)) {
            List<HostLoad> before = first(loads);
            isDown.set(true);
            authorizations.clear();
            authorizations.take();
            authorizations.take(); // the first of these two was answered before the second was asked

            assertThat(loads.loads()).isEqualTo(before);
        }
    }
}
