package dev.insight.runner.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of answers, good and bad. */
@Timeout(60)
class FetchTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private Fetch fetch;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(task -> new Thread(task, "test-http").start());
        server.start();
        fetch = Fetch.upTo(1_000, null, "ca");
    }

    @AfterEach
    void stop() {
        over.countDown();
        fetch.close();
        server.stop(0);
    }

    private void serve(int code, String body) {
        server.createContext("/", exchange -> {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            byte[] bytes = (body + authorization).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("X-Index", "7");
            exchange.sendResponseHeaders(code, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/x");
    }

    private void assertFails(Duration timeout, String message) {
        assertThatThrownBy(() -> fetch.get(uri(), null, timeout).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(FetchException.class)
                .hasMessage(uri() + " " + message);
    }

    @Test
    void an_answer_is_told_whole() throws IOException {
        serve(200, "hello ");
        Document document = fetch.get(uri(), "s3cret", LONG).join();

        assertThat(new String(document.stream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("hello Bearer s3cret");
        assertThat(document.header("x-index")).isEqualTo("7");
        assertThat(document.header("x-other")).isNull();
    }

    @Test
    void an_error_is_told_with_what_the_server_says_of_it() {
        serve(503, "no\n leader ");
        assertFails(LONG, "answers HTTP 503: no leader null");
    }

    @Test
    void a_secret_that_the_server_says_again_is_not_told() {
        serve(401, "nobody knows ");

        assertThatThrownBy(() -> fetch.get(uri(), "s3cret", LONG).join())
                .hasMessageEndingWith("answers HTTP 401: nobody knows Bearer ***");
        assertThatThrownBy(() -> fetch.post(uri(), Map.of("Authorization", "Basic dXNlcg=="), new byte[0], LONG)
                        .join())
                .hasMessageEndingWith("answers HTTP 401: nobody knows *** ***");
    }

    @Test
    void an_answer_that_is_too_large_is_not_taken() {
        serve(200, "x".repeat(1_001));
        assertFails(LONG, "cannot be read: it is larger than 1000 bytes");
    }

    @Test
    void who_never_answers_is_given_up() {
        server.createContext("/", exchange -> await());
        assertFails(SHORT, "gives no answer within 300 ms");
    }

    @Test
    void who_never_ends_an_answer_is_given_up() {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            await();
        });
        assertFails(SHORT, "gives no answer within 300 ms");
    }

    @Test
    void where_nobody_listens_is_told() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThatThrownBy(() -> fetch.get(URI.create("http://127.0.0.1:" + port + "/"), null, LONG)
                        .join())
                .cause()
                .hasMessageContaining("cannot be connected to");
    }

    @Test
    void nothing_is_left_when_it_closes() {
        server.createContext("/", exchange -> await());
        CompletableFuture<Document> never = fetch.get(uri(), null, LONG);
        fetch.close();

        assertThatThrownBy(never::join).cause().hasMessageContaining("gives no answer");
        Awaitility.await()
                .atMost(LONG)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("insight-fetch")));
    }

    @Test
    void whoever_asks_while_it_closes_is_not_left_waiting() throws Exception {
        server.createContext("/", exchange -> await());
        URI uri = uri();
        for (int i = 0; i < 200; i++) {
            Fetch closing = Fetch.upTo(1_000, null, "ca");
            CountDownLatch begun = new CountDownLatch(1);
            CompletableFuture<?> asking = CompletableFuture.runAsync(() -> {
                begun.countDown();
                for (int j = 0; j < 5; j++) {
                    closing.get(uri, null, LONG).exceptionally(fault -> null).join();
                }
            });
            begun.await();
            closing.close();
            // However it ends: told of the end, or not let in any more.
            asking.exceptionally(fault -> null).get(10, TimeUnit.SECONDS);
        }
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
