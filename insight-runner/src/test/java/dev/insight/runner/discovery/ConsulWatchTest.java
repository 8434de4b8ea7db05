package dev.insight.runner.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.insight.runner.SetTicker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How Consul is asked, and what becomes of its answers; the real one stands at the other end in CI's checks. */
@Timeout(60)
class ConsulWatchTest {
    private final BlockingQueue<HttpExchange> queries = new LinkedBlockingQueue<>();
    private final BlockingQueue<List<Instance>> told = new LinkedBlockingQueue<>();
    private final SetTicker ticker = new SetTicker();
    private HttpServer server;
    private Registry watch;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", queries::add); // answered by the tests
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        ConsulConfig config = new ConsulConfig(address, "insight target", "sg", true, "s3cret", null);
        watch = config.start(ticker, told::add);
    }

    @AfterEach
    void stop() {
        watch.close();
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, int code, String index, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("X-Consul-Index", index);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String one(String id) {
        return "[{\"Node\":{\"Address\":\"10.0.0.1\",\"Datacenter\":\"sg\"},\"Service\":{\"ID\":\"" + id
                + "\",\"Service\":\"payments\",\"Port\":443}}]";
    }

    @Test
    void each_query_waits_for_what_is_newer_than_the_last_answer() throws Exception {
        HttpExchange first = queries.take();
        assertThat(first.getRequestURI())
                .hasToString("/v1/health/service/insight%20target?wait=30s&index=0&passing=true&dc=sg");
        assertThat(first.getRequestHeaders().getFirst("Authorization")).isEqualTo("Bearer s3cret");
        answer(first, 200, "17", one("a"));
        assertThat(told.take()).extracting(Instance::id).containsExactly("a");

        HttpExchange second = queries.take();
        assertThat(second.getRequestURI().getQuery()).contains("index=17");
        answer(second, 200, "18", one("a")); // the same: nothing to tell
        answer(queries.take(), 200, "3", one("b")); // Consul began anew
        assertThat(told.take()).extracting(Instance::id).containsExactly("b");
        assertThat(queries.take().getRequestURI().getQuery()).contains("index=0");
    }

    @Test
    void an_outage_keeps_what_was_said_last_and_its_age_grows_until_it_is_over() throws Exception {
        answer(queries.take(), 200, "17", one("a"));
        assertThat(told.take()).hasSize(1);
        HttpExchange failing = queries.take();
        assertThat(watch.age()).isZero();
        ticker.advance(Duration.ofSeconds(20));
        assertThat(watch.age()).isZero(); // it waits at Consul
        answer(failing, 500, "0", "No cluster leader");

        HttpExchange again = queries.take();
        assertThat(again.getRequestURI().getQuery()).contains("index=0");
        assertThat(watch.age()).isEqualTo(Duration.ofSeconds(20));
        assertThat(told).isEmpty(); // what was told last holds
        answer(again, 200, "40", one("c"));

        assertThat(told.take()).extracting(Instance::id).containsExactly("c");
        await().until(watch::age, Duration.ZERO::equals);
    }

    @Test
    void what_is_no_consul_changes_nothing() throws Exception {
        answer(queries.take(), 200, "17", one("a"));
        assertThat(told.take()).hasSize(1);
        answer(queries.take(), 200, "18", "<html>");
        answer(queries.take(), 200, "x", one("b"));
        queries.take();

        assertThat(told).isEmpty();
    }
}
