package dev.insight.runner.global;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.insight.decomposition.Term;
import dev.insight.probe.PathId;
import dev.insight.runner.SetTicker;
import dev.insight.runner.fetch.Fetch;
import dev.insight.runner.history.HistoryTerm;
import dev.insight.runner.history.HistoryWindow;
import dev.insight.runner.history.OlderHistory.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is older than memory, as a Prometheus tells it. */
class PrometheusHistoryTest {
    private static final PathId PATH = new PathId("eu", "sg", "forwarded", "payments");
    private static final String PROBES =
            "probes_total{source=\"eu\",target=\"sg\",route=\"forwarded\",service=\"payments\"}";
    private static final long FROM = 1_760_000_000_000L;
    private static final long STEP = 600_000;
    private static final long TO = FROM + 4 * STEP;

    private final Queue<String> queries = new ConcurrentLinkedQueue<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final SetTicker ticker = new SetTicker();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean isSlow;
    private volatile int status = 200;
    private HttpServer server;
    private Fetch fetch;
    private PrometheusHistory history;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(task -> {
            Thread thread = new Thread(task, "test-prometheus");
            thread.setDaemon(true);
            thread.start();
        });
        server.createContext("/api/v1/query_range", this::answer);
        server.start();
        fetch = Fetch.upTo(1 << 20, null, "ca");
        history = new PrometheusHistory(config(), fetch, ticker);
    }

    @AfterEach
    void close() {
        over.countDown();
        fetch.close();
        server.stop(0);
    }

    @Test
    void steps_are_put_together_from_all_answers_and_those_before_the_first_probe_are_left_out() {
        says(PROBES, series("", point(2, "0.2"), point(4, "0.1")));
        says("outcome!=", series("", point(4, "0.05")));
        says("quantile(0.5, sum by (le)", series("", point(2, "0.047"), point(4, "NaN")));
        says("quantile(0.99, sum by (le)", series("", point(2, "0.09"), point(4, "+Inf")));
        says("hop_self", series("\"hop\":\"gateway-eu\"", point(2, "0.001")));
        says("link_seconds", series("\"link\":\"a>b\"", point(2, "0.04")));

        Answer answer = history.read(PATH, FROM, TO, STEP);
        HistoryWindow rows = answer.rows();
        assertThat(answer.warning()).isEmpty();
        assertThat(rows.size()).isEqualTo(3);
        assertThat(rows.millis(0)).isEqualTo(FROM + STEP);
        assertThat(rows.probes(0)).isEqualTo(120);
        assertThat(rows.p50Nanos(0)).isEqualTo(47_000_000);
        assertThat(rows.p99Nanos(0)).isEqualTo(90_000_000);
        assertThat(rows.maxNanos(0)).isEqualTo(HistoryWindow.UNKNOWN);
        assertThat(rows.probes(1)).isZero();
        assertThat(rows.p50Nanos(1)).isEqualTo(HistoryWindow.UNKNOWN);
        assertThat(rows.probes(2)).isEqualTo(60);
        assertThat(rows.failures(2)).isEqualTo(30);
        assertThat(rows.p50Nanos(2)).isEqualTo(HistoryWindow.UNKNOWN);
        assertThat(rows.p99Nanos(2)).isEqualTo(HistoryWindow.UNKNOWN);
        assertThat(rows.terms()).extracting(HistoryTerm::kind).containsExactly(Term.Kind.SELF, Term.Kind.LINK);
        assertThat(rows.terms().get(0).p50Nanos(0)).isEqualTo(1_000_000);
        assertThat(rows.terms().get(1).p50Nanos(2)).isEqualTo(HistoryWindow.UNKNOWN);
    }

    @Test
    void path_is_quoted_whatever_it_is_called() {
        history.read(new PathId("e\"u\\", "RANGE", "PATH", "a\nb"), FROM, TO, STEP);

        assertThat(queries)
                .anyMatch(query -> query.contains("insight_probes_total{source=\"e\\\"u\\\\\",target=\"RANGE\","
                        + "route=\"PATH\",service=\"a\\nb\"}[600s]"));
        assertThat(queries).allMatch(query -> query.contains("target=\"RANGE\""));
    }

    @Test
    void same_window_is_asked_for_once_in_a_while() {
        says(PROBES, series("", point(1, "0.2")));
        history.read(PATH, FROM, TO, STEP);
        history.read(PATH, FROM, TO, STEP);
        assertThat(queries).hasSize(PastQuestion.values().length);

        ticker.advance(Duration.ofSeconds(31));
        history.read(PATH, FROM, TO, STEP);
        assertThat(queries).hasSize(2 * PastQuestion.values().length);
    }

    @Test
    void server_that_refuses_leaves_a_warning_and_is_left_alone_for_a_while() {
        status = 503;
        Answer answer = history.read(PATH, FROM, TO, STEP);
        assertThat(answer.rows().size()).isZero();
        assertThat(answer.warning())
                .startsWith("what is older than memory is unknown: " + config().prometheus() + " answers HTTP 503")
                .doesNotContain("histogram_quantile");

        status = 200;
        says(PROBES, series("", point(1, "0.2")));
        ticker.advance(Duration.ofSeconds(4));
        assertThat(history.read(PATH, FROM, TO, STEP).rows().size()).isZero();
        ticker.advance(Duration.ofSeconds(2));
        assertThat(history.read(PATH, FROM, TO, STEP).rows().size()).isEqualTo(4);
    }

    @Test
    void what_is_known_is_told_where_a_part_cannot_be_had() {
        says(PROBES, series("", point(1, "0.2")));
        answers.put("hop_self", "{\"status\":\"error\",\"error\":\"too many samples\"}");

        Answer answer = history.read(PATH, FROM, TO, STEP);
        assertThat(answer.rows().size()).isEqualTo(4);
        assertThat(answer.warning()).isEqualTo(config().prometheus() + " refuses the query: too many samples");
    }

    @Test
    void silent_server_holds_nobody_for_longer_than_two_seconds_and_few_at_a_time() throws Exception {
        isSlow = true;
        List<CompletableFuture<Answer>> waiting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            long to = TO + i * STEP;
            waiting.add(CompletableFuture.supplyAsync(() -> history.read(PATH, FROM, to, STEP), this::onThread));
        }
        await().until(() -> queries.size() >= 8 * PastQuestion.values().length);

        Answer ninth = history.read(PATH, FROM, TO + 8 * STEP, STEP);
        assertThat(ninth.warning())
                .isEqualTo(config().prometheus() + " is being asked for too much at once; ask again");
        for (CompletableFuture<Answer> each : waiting) {
            assertThat(each.get().warning()).contains("gives no answer within 2000 ms");
        }
    }

    @Test
    void silent_server_holds_few_who_ask_for_the_same_and_the_others_not_at_all() {
        isSlow = true;
        List<CompletableFuture<Answer>> asking = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            asking.add(CompletableFuture.supplyAsync(() -> history.read(PATH, FROM, TO, STEP), this::onThread));
        }

        await().until(() -> asking.stream().allMatch(CompletableFuture::isDone));
        assertThat(asking)
                .extracting(each -> each.join().warning())
                .filteredOn(warning -> warning.endsWith(" is being asked for too much at once; ask again"))
                .hasSize(4);
        assertThat(queries).hasSize(PastQuestion.values().length);
    }

    private void onThread(Runnable task) {
        Thread thread = new Thread(task, "test-reader");
        thread.setDaemon(true);
        thread.start();
    }

    private GlobalConfig config() {
        return new GlobalConfig(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                null,
                null,
                Duration.ofSeconds(15),
                Duration.ofMinutes(1),
                List.of(),
                "replica");
    }

    /** {@code result} answers the queries that hold {@code part}. */
    private void says(String part, String result) {
        answers.put(part, matrix(result));
    }

    private static String matrix(String result) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[" + result + "]}}";
    }

    private static String series(String labels, String... points) {
        return "{\"metric\":{" + labels + "},\"values\":[" + String.join(",", points) + "]}";
    }

    /** What is said of the end of the {@code number}th step, the first being 1. */
    private static String point(int number, String value) {
        return "[" + (FROM + number * STEP) / 1_000 + ",\"" + value + "\"]";
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
        queries.add(query);
        if (isSlow) {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        String said = answers.entrySet().stream()
                .filter(each -> query.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(matrix(""));
        byte[] body = said.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
