package dev.insight.runner.global;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Answers questions over HTTP as it is told to, oddly if need be. The real programs are in CI's checks. */
final class FakePrometheus implements AutoCloseable {
    /** When every question is asked, in seconds since the epoch. */
    static final long NOW = 1_760_000_000;

    private static final String EMPTY = vector("");

    final Map<String, String> requests = new ConcurrentHashMap<>();
    private final Map<Question, Answer> answers = new ConcurrentHashMap<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final HttpServer server;
    private final Map<String, Question> questions = new ConcurrentHashMap<>();

    private record Answer(int status, String body) {}

    FakePrometheus() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(task -> {
            Thread thread = new Thread(task, "test-prometheus");
            thread.setDaemon(true);
            thread.start();
        });
        server.createContext("/prom/api/v1/query", this::answer);
        server.start();
        for (Question question : Question.values()) {
            questions.put(question.promql(config()), question);
        }
    }

    GlobalConfig config(String... sources) {
        return new GlobalConfig(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/prom/"),
                "s3cret",
                null,
                Duration.ofMillis(20),
                Duration.ofSeconds(60),
                List.of(sources),
                "replica");
    }

    /** From now on, {@code body} with status 200 answers {@code question}. */
    void says(Question question, String body) {
        says(question, 200, body);
    }

    void says(Question question, int status, String body) {
        answers.put(question, new Answer(status, body));
    }

    /** A vector of {@code results}, with nothing else to say. */
    static String vector(String results) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + results + "]}}";
    }

    /** One result, whose labels are written as JSON without braces. */
    static String result(String labels, String value) {
        return "{\"metric\":{" + labels + "},\"value\":[" + NOW + ",\"" + value + "\"]}";
    }

    /** One result of a path to payments. */
    static String path(String source, String target, String value) {
        return result(
                "\"source\":\"" + source + "\",\"target\":\"" + target
                        + "\",\"route\":\"forwarded\",\"service\":\"payments\"",
                value);
    }

    /** One result that says how old the newest sample of {@code source} is. */
    static String newest(String source, long secondsOld) {
        return result("\"source\":\"" + source + "\"", String.valueOf(NOW - secondsOld));
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> said = new ConcurrentHashMap<>();
        for (String each : exchange.getRequestURI().getRawQuery().split("&")) {
            String[] pair = each.split("=", 2);
            said.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        requests.putAll(said);
        requests.put(
                "authorization", String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        Question question = questions.get(said.get("query"));
        Answer answer = question == null
                ? new Answer(400, "{\"status\":\"error\",\"error\":\"nobody asks that\"}")
                : answers.getOrDefault(question, new Answer(200, EMPTY));
        if (answer.status == 0) {
            waitForTheEnd();
        }
        byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private void waitForTheEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
    }
}
